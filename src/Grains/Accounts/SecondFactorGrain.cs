namespace XelaConnect.Grains.Accounts;

[GrainType("second-factor"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class SecondFactorGrain(Journal<SecondFactorState, SecondFactorEvent> journal)
    : EventSourcedGrain<SecondFactorState, SecondFactorEvent>(journal), ISecondFactorGrain
{
    public Task<SecondFactorView> GetAsync() => Task.FromResult(Committed.View());

    public Task<Outcome<SecondFactorSecret>> BeginAsync(BeginSecondFactor command)
    {
        var secret = Totp.NewSecret();
        return Handle(
            command, (factor, _, _) => SecondFactorRules.Begin(factor, secret),
            static (_, events) => new SecondFactorSecret(((SecondFactorBegun)events[0].Event).Secret));
    }

    public Task<Outcome<RecoveryCodes>> ConfirmAsync(ConfirmSecondFactor command) =>
        Handle(command, SecondFactorRules.Confirm, factor => CodesOf(factor, command.OperationId));

    public async Task<Outcome<RecoveryCodes>> RenewAsync(UseSecondFactor command)
    {
        var renewed = await UseAsync(command, SecondFactorRules.Renew);
        return renewed.Then(_ => CodesOf(Committed, command.OperationId));
    }

    public Task<Outcome<Done>> TurnOffAsync(UseSecondFactor command) => UseAsync(command, SecondFactorRules.TurnOff);

    public Task<Outcome<Done>> CheckAsync(UseSecondFactor command) => UseAsync(command, SecondFactorRules.Check);

    public Task<Outcome<Done>> ResetAsync(ResetSecondFactor command) =>
        Handle(command, static (factor, _, _) => SecondFactorRules.Reset(factor));

    /// <summary>A wrong code is stored and refused: a rule alone cannot do both.</summary>
    private async Task<Outcome<Done>> UseAsync(
        UseSecondFactor command,
        Func<SecondFactorState, UseSecondFactor, DateTimeOffset, Decision<SecondFactorEvent>> rule)
    {
        var isWrong = await Handle(
            command, rule, static (_, events) => events.Any(static stored => stored.Event is SecondFactorRefused));
        return !isWrong.IsOk ? isWrong.Fault : isWrong.Value ? SecondFactorFaults.Wrong : Done.Instance;
    }

    private static RecoveryCodes CodesOf(SecondFactorState factor, string operationId) =>
        new(SecondFactorRules.CodesOf(factor.Secret ?? "", operationId));
}

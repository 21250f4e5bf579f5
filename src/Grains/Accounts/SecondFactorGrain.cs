namespace XelaConnect.Grains.Accounts;

/// <summary>Stores secrets encrypted; its rules get a state whose secrets are readable.</summary>
[GrainType("second-factor"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class SecondFactorGrain(
    Journal<SecondFactorState, SecondFactorEvent> journal, ISecretEncryption encryption)
    : EventSourcedGrain<SecondFactorState, SecondFactorEvent>(journal), ISecondFactorGrain
{
    public Task<SecondFactorView> GetAsync() => Task.FromResult(Committed.View());

    public Task<Outcome<SecondFactorSecret>> BeginAsync(BeginSecondFactor command)
    {
        var secret = encryption.Encrypt(Committed.UserId, Totp.NewSecret());
        return Handle(
            command, (factor, _, _) => SecondFactorRules.Begin(factor, secret),
            (_, events) => new SecondFactorSecret(Readable(((SecondFactorBegun)events[0].Event).Secret) ?? ""));
    }

    public Task<Outcome<RecoveryCodes>> ConfirmAsync(ConfirmSecondFactor command) => Handle(
        command, (factor, c, now) => SecondFactorRules.Confirm(Readable(factor), c, now),
        factor => CodesOf(factor, command.OperationId));

    public async Task<Outcome<RecoveryCodes>> RenewAsync(UseSecondFactor command)
    {
        var renewed = await UseAsync(command, SecondFactorRules.Renew);
        return renewed.Then(_ => CodesOf(Committed, command.OperationId));
    }

    public Task<Outcome<Done>> TurnOffAsync(UseSecondFactor command) => UseAsync(command, SecondFactorRules.TurnOff);

    public async Task<Outcome<Done>> CheckAsync(UseSecondFactor command)
    {
        var accepted = await UseAsync(command, SecondFactorRules.Check);
        if (accepted.IsOk) await EncryptAgainAsync(command);
        return accepted;
    }

    public Task<Outcome<Done>> ResetAsync(ResetSecondFactor command) =>
        Handle(command, static (factor, _, _) => SecondFactorRules.Reset(factor));

    /// <summary>A wrong code is stored and refused: a rule alone cannot do both.</summary>
    private async Task<Outcome<Done>> UseAsync(
        UseSecondFactor command,
        Func<SecondFactorState, UseSecondFactor, DateTimeOffset, Decision<SecondFactorEvent>> rule)
    {
        var isWrong = await Handle(
            command, (factor, c, now) => rule(Readable(factor), c, now),
            static (_, events) => events.Any(static stored => stored.Event is SecondFactorRefused));
        return !isWrong.IsOk ? isWrong.Fault : isWrong.Value ? SecondFactorFaults.Wrong : Done.Instance;
    }

    /// <summary>Replaces a plain form, or one of an earlier key.</summary>
    private async Task EncryptAgainAsync(UseSecondFactor command)
    {
        if (Committed.Secret is not { } stored || encryption.IsCurrent(stored) || Readable(stored) is not { } secret)
            return;
        var encrypted = encryption.Encrypt(Committed.UserId, secret);
        await Journal.HandleAsync(
            $"{command.OperationId}/encrypt",
            (factor, _) => factor.Secret == stored ? new SecondFactorEncrypted(encrypted) : Decision.Nothing,
            static (_, _) => Done.Instance);
    }

    private SecondFactorState Readable(SecondFactorState factor) => factor with
    {
        Secret = factor.Secret is { } secret ? Readable(secret) ?? Totp.Unreadable : null,
        NewSecret = factor.NewSecret is { } begun ? Readable(begun) ?? Totp.Unreadable : null,
    };

    private string? Readable(string stored) => encryption.Decrypt(Committed.UserId, stored);

    private RecoveryCodes CodesOf(SecondFactorState factor, string operationId) =>
        new(SecondFactorRules.CodesOf(Readable(factor).Secret ?? "", operationId));
}

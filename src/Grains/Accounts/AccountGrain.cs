namespace XelaConnect.Grains.Accounts;

/// <summary>
/// The account of an email address. Passwords are hashed outside of the grain's turns, and the state is read again
/// after it. Few attempts run at the same time, so that a burst of guesses cannot outrun the count of failures.
/// </summary>
[GrainType("account"), Reentrant]
internal sealed partial class AccountGrain(
    Journal<AccountState, AccountEvent> journal, IPasswords passwords, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<AccountGrain> log)
    : EventSourcedGrain<AccountState, AccountEvent>(journal), IAccountGrain, IDisposable
{
    private readonly SemaphoreSlim attempts = new(4);

    public async Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command)
    {
        await attempts.WaitAsync();
        try
        {
            // The rule refuses, or repeats the outcome of this operation: neither needs a hash.
            if (Committed.IsTaken || ReservedNames.Include(command.Profile.Name))
                return await Handle(command, static (a, c, _) => AccountRules.Register(a, c, "", null), Opened);
            var hash = await passwords.HashAsync(command.Password, command.Origin?.Address);
            if (!hash.IsOk) return hash.Fault;
            var referredBy = await ReferrerAsync(command.ReferralCode);
            return await Handle(command, (a, c, _) => AccountRules.Register(a, c, hash.Value, referredBy), Opened);
        }
        finally { attempts.Release(); }
    }

    public async Task<Outcome<AccountView>> SignInAsync(SignIn command)
    {
        var attempt = await VerifyAsync(command.OperationId, command.Password, command.Origin);
        if (!attempt.IsOk) return attempt.Fault;
        if (attempt.Value.Check is PasswordCheck.Wrong) return AccountFaults.InvalidCredentials;
        if (await RefusedAsync(command.OperationId, command.Code) is { } refused) return refused;
        if (attempt.Value is { Check: PasswordCheck.Outdated, Hash: { } hash }) await RehashAsync(command, hash);
        // Only now: a password without the second factor does not make a device known.
        if (command.Origin is { } origin)
            await RecognizeDeviceAsync(new($"{command.OperationId}/device", Committed.UserId!, origin));
        return new AccountView(Committed.UserId!, Opened: false);
    }

    public async Task<Outcome<AccountView>> SignInWithProviderAsync(SignInWithProvider command)
    {
        // The second factor of an account that is reclaimed is not its owner's.
        if (Committed.IsVerified && await RefusedAsync(command.OperationId, command.Code) is { } refused)
            return refused;
        var referredBy = Committed.UserId is null ? await ReferrerAsync(command.ReferralCode) : null;
        return await Handle(
            command, (a, c, now) => AccountRules.SignInWithProvider(a, c, referredBy, now),
            static (a, events) => new AccountView(
                a.UserId!, events.Any(e => e.Event is AccountOpened), events.Any(e => e.Event is AccountReclaimed)));
    }

    public async Task<Outcome<Done>> ChangePasswordAsync(ChangePassword command)
    {
        if (Committed.UserId != command.UserId || Committed.PasswordHash is null) return AccountFaults.NoPassword;
        var attempt = await VerifyAsync($"{command.OperationId}/check", command.CurrentPassword, command.Origin);
        if (!attempt.IsOk) return attempt.Fault;
        if (attempt.Value.Check is PasswordCheck.Wrong) return AccountFaults.WrongPassword;
        var hash = await passwords.HashAsync(command.NewPassword, command.Origin?.Address);
        if (!hash.IsOk) return hash.Fault;
        return await Handle(command, (a, c, _) => AccountRules.ChangePassword(a, c, hash.Value));
    }

    public Task<Outcome<Done>> RequestCodeAsync(RequestCode command) => Handle(command, CodeRules.Request);
    public Task<Outcome<Done>> IssueCodeAsync(IssueCode command) => Handle(command, CodeRules.Issue);

    public async Task<Outcome<Done>> VerifyEmailAsync(VerifyEmail command)
    {
        var code = await CheckCodeAsync(
            command, MailKinds.VerifyEmail, static (account, _) => account.UserId, command.Code, command.Origin);
        return !code.IsOk ? code.Fault
            : await Handle(command, (a, c, now) => CodeRules.VerifyEmail(a, c, code.Value, now));
    }

    public async Task<Outcome<Done>> ResetPasswordAsync(ResetPassword command)
    {
        var code = await CheckCodeAsync(
            command, MailKinds.ResetPassword, static (account, _) => account.UserId, command.Code, command.Origin);
        if (!code.IsOk) return code.Fault;
        // A repetition of the operation returns its outcome and needs no hash.
        if (code.Value.Length == 0)
            return await Handle(command, (a, c, now) => CodeRules.ResetPassword(a, c, code.Value, "", now));
        var hash = await passwords.HashAsync(command.NewPassword, command.Origin?.Address);
        if (!hash.IsOk) return hash.Fault;
        return await Handle(command, (a, c, now) => CodeRules.ResetPassword(a, c, code.Value, hash.Value, now));
    }

    public async Task<Outcome<Done>> RequestEmailChangeAsync(RequestEmailChange command)
    {
        if (Committed.UserId != command.UserId || Committed.PasswordHash is null) return AccountFaults.NoPassword;
        var attempt = await VerifyAsync($"{command.OperationId}/check", command.Password, command.Origin);
        if (!attempt.IsOk) return attempt.Fault;
        if (attempt.Value.Check is PasswordCheck.Wrong) return AccountFaults.WrongPassword with
        {
            Message = "The field password is not your password.", Field = "password",
        };
        return await grains.Account(Ids.OfEmail(command.Email)).RequestCodeAsync(new(
            $"{command.OperationId}/code", MailKinds.ChangeEmail, command.UserId, command.Email, command.Language));
    }

    public async Task<Outcome<Done>> ConfirmEmailChangeAsync(ConfirmEmailChange command)
    {
        var code = await CheckCodeAsync(
            command, MailKinds.ChangeEmail, static (_, c) => c.UserId, command.Code, command.Origin);
        return !code.IsOk ? code.Fault
            : await Handle(command, (a, c, now) => CodeRules.ConfirmChange(a, c, code.Value, now));
    }

    public Task<Outcome<Done>> LeaveAddressAsync(LeaveAddress command) => Handle(command, CodeRules.Leave);
    public Task<Outcome<Done>> TakeAddressAsync(TakeAddress command) => Handle(command, CodeRules.Take);

    public Task<bool> IsVerifiedAsync(string userId) =>
        Task.FromResult(Committed.UserId == userId && Committed.IsVerified);

    public Task<ImmutableArray<KnownDevice>> DevicesAsync(string userId) => Task.FromResult(
        Committed.UserId != userId ? [] : Committed.Devices.Reverse().Select(device =>
            Committed.KnownDevices.FirstOrDefault(known => known.Device == device) ?? new(device, null, null))
            .ToImmutableArray());

    public async Task<Outcome<Done>> RecognizeDeviceAsync(RecognizeDevice command) =>
        AccountRules.RecognizeDevice(Committed, command, default).Events.IsEmpty
            ? Done.Instance : await Handle(command, AccountRules.RecognizeDevice);

    public Task<Outcome<Done>> ForgetDeviceAsync(ForgetDevice command) => Handle(command, AccountRules.ForgetDevice);

    public Task<bool> HasPasswordAsync(string userId) =>
        Task.FromResult(Committed.UserId == userId && Committed.PasswordHash is not null);

    public void Dispose() => attempts.Dispose();

    /// <summary>
    /// The hash of the code, "" for a wrong one: the rule refuses it, unless the operation is a repetition. An address
    /// without a code takes as long.
    /// </summary>
    private async Task<Outcome<string>> CheckCodeAsync<TCommand>(
        TCommand command, string purpose, Func<AccountState, TCommand, string?> userOf, string code,
        SignInOrigin? origin) where TCommand : ICommand
    {
        var attempt = await VerifyAsync($"{command.OperationId}/code", code, origin, account =>
            CodeRules.ValidCode(account, purpose, userOf(account, command), time.GetUtcNow())?.Hash);
        if (!attempt.IsOk) return attempt.Fault;
        return attempt.Value.Check is PasswordCheck.Wrong ? "" : attempt.Value.Hash!;
    }

    private Task<Outcome<Attempt>> VerifyAsync(string operationId, string password, SignInOrigin? origin) =>
        VerifyAsync(operationId, password, origin, static account => account.PasswordHash);

    /// <summary>An address without an account takes the same path. A check that failed to run is no attempt.</summary>
    private async Task<Outcome<Attempt>> VerifyAsync(
        string operationId, string password, SignInOrigin? origin, Func<AccountState, string?> hashOf)
    {
        // A throttled origin does not wait for the semaphore.
        if (AccountRules.Throttled(Committed, origin, time.GetUtcNow()) is { } refused) return refused;
        await attempts.WaitAsync();
        try
        {
            if (AccountRules.Throttled(Committed, origin, time.GetUtcNow()) is { } throttled) return throttled;
            string? hash;
            Outcome<PasswordCheck> check;
            do
            {
                hash = hashOf(Committed);
                check = await passwords.VerifyAsync(password, hash, origin?.Address);
                if (!check.IsOk) return check.Fault;
            }
            // The hash was replaced or removed during the check: the password may no longer be right.
            while (check.Value is not PasswordCheck.Wrong && hash != hashOf(Committed));
            var right = check.Value is not PasswordCheck.Wrong;
            if (!AccountRules.RecordAttempt(Committed, right, origin).Events.IsEmpty)
            {
                await Journal.HandleAsync(
                    $"{operationId}/attempt/{Ids.NewOperation(time.GetUtcNow())}",
                    (a, _) => AccountRules.RecordAttempt(a, right, origin), static (_, _) => Done.Instance);
            }
            return new Attempt(check.Value, hash);
        }
        finally { attempts.Release(); }
    }

    /// <summary>Asks for the second factor, if the person has one.</summary>
    private async ValueTask<Fault?> RefusedAsync(string operationId, string? code) =>
        Committed.UserId is not { } userId ? null
        : (await grains.SecondFactor(userId).CheckAsync(new($"{operationId}/second-factor", code))).Fault;

    /// <summary>The sign-in succeeds even if this fails; the next one retries.</summary>
    private async Task RehashAsync(SignIn command, string outdated)
    {
        try
        {
            var hash = await passwords.HashAsync(command.Password, command.Origin?.Address);
            if (!hash.IsOk) return;
            await Journal.HandleAsync(
                $"{command.OperationId}/rehash", (a, _) => AccountRules.Rehash(a, outdated, hash.Value),
                static (_, _) => Done.Instance);
        }
        catch (Exception e) { LogRehashFailed(log, e); }
    }

    private async Task<string?> ReferrerAsync(string? code) =>
        ReferralFaults.IsCode(code) ? await grains.ReferralCode(code!).OwnerAsync() : null;

    private static AccountView Opened(AccountState account, ImmutableArray<EventEnvelope<AccountEvent>> events) =>
        new(((AccountOpened)events[0].Event).UserId, Opened: true);

    [LoggerMessage(2201, LogLevel.Warning, "Replacing an outdated password hash failed; the next sign-in retries.")]
    private static partial void LogRehashFailed(ILogger log, Exception e);

    private sealed record Attempt(PasswordCheck Check, string? Hash);
}

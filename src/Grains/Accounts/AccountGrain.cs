using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

/// <summary>
/// An e-mail address. Hashing runs in its own lane between two looks at the state, so no turn waits for it; a gate lets only a few attempts through at
/// once, so that a burst of guesses cannot outrun the count of failures.
/// </summary>
[GrainType("account"), Reentrant]
internal sealed class AccountGrain(Journal<AccountState, AccountEvent> journal, IPasswords passwords, IGrainFactory grains, TimeProvider time)
    : DurableGrain<AccountState, AccountEvent>(journal), IAccountGrain, IDisposable
{
    private readonly SemaphoreSlim gate = new(4);

    public async Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command)
    {
        await gate.WaitAsync();
        try
        {
            // Taken already, or this very operation took it: either way there is nothing to hash.
            if (Committed.UserId is not null) return await Handle(command, static (a, c, _) => AccountRules.Register(a, c, "", null), Opened);
            var hash = await passwords.HashAsync(command.Password);
            if (!hash.IsOk) return hash.Fault;
            var referredBy = await ReferrerAsync(command.ReferralCode);
            return await Handle(command, (a, c, _) => AccountRules.Register(a, c, hash.Value, referredBy), Opened);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<Outcome<AccountView>> SignInAsync(SignIn command)
    {
        var right = await VerifyAsync(command.OperationId, command.Password);
        if (!right.IsOk) return right.Fault;
        return right.Value ? new AccountView(Committed.UserId!, Opened: false) : AccountFaults.InvalidCredentials;
    }

    public async Task<Outcome<AccountView>> SignInVouchedAsync(SignInVouched command)
    {
        var referredBy = Committed.UserId is null ? await ReferrerAsync(command.ReferralCode) : null;
        return await Handle(command, (a, c, _) => AccountRules.SignInVouched(a, c, referredBy), static (a, events) => new AccountView(a.UserId!, events.Length > 0));
    }

    public async Task<Outcome<Done>> ChangePasswordAsync(ChangePassword command)
    {
        if (Committed.UserId != command.UserId || Committed.PasswordHash is null) return AccountFaults.NoPassword;
        var right = await VerifyAsync($"{command.OperationId}/check", command.CurrentPassword);
        if (!right.IsOk) return right.Fault;
        if (!right.Value) return AccountFaults.WrongPassword;
        var hash = await passwords.HashAsync(command.NewPassword);
        if (!hash.IsOk) return hash.Fault;
        return await Handle(command, (a, c, _) => AccountRules.ChangePassword(a, c, hash.Value), static _ => Done.Instance);
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Checks a password within the throttle, and records how it went; an address without an account is treated no differently.</summary>
    private async Task<Outcome<bool>> VerifyAsync(string operationId, string password)
    {
        await gate.WaitAsync();
        try
        {
            if (AccountRules.Throttled(Committed, time.GetUtcNow()) is { } throttled) return throttled;
            var right = await passwords.VerifyAsync(password, Committed.PasswordHash);
            if (!right.IsOk) return right.Fault;
            AccountEvent? noted = !right.Value ? new SignInFailed() : Committed.Failures.IsEmpty ? null : new SignInSucceeded();
            if (noted is not null)
                await Journal.HandleAsync<Done>($"{operationId}/attempt/{Ids.NewOperation(time.GetUtcNow())}", (_, _) => noted, static (_, _) => Done.Instance);
            return right.Value;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<string?> ReferrerAsync(string? code) => ReferralFaults.IsCode(code) ? await grains.GetGrain<IReferralCodeGrain>(code!).OwnerAsync() : null;

    private static AccountView Opened(AccountState account, ImmutableArray<Recorded<AccountEvent>> events) => new(((AccountOpened)events[0].Event).UserId, Opened: true);
}

using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

/// <summary>
/// An e-mail address. Hashing runs in its own lane between two looks at the state, so no turn waits for it; a gate lets only a few attempts through at
/// once, so that a burst of guesses cannot outrun the count of failures.
/// </summary>
[GrainType("account"), Reentrant]
internal sealed partial class AccountGrain(
    Journal<AccountState, AccountEvent> journal, IPasswords passwords, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<AccountGrain> log)
    : EventSourcedGrain<AccountState, AccountEvent>(journal), IAccountGrain, IDisposable
{
    private readonly SemaphoreSlim attempts = new(4);

    public async Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command)
    {
        await attempts.WaitAsync();
        try
        {
            // Taken already, or this very operation took it: either way there is nothing to hash.
            if (Committed.UserId is not null || ReservedNames.Include(command.Profile.Name))
                return await Handle(command, static (a, c, _) => AccountRules.Register(a, c, "", null), Opened);
            var hash = await passwords.HashAsync(command.Password, command.Origin?.Address);
            if (!hash.IsOk) return hash.Fault;
            var referredBy = await ReferrerAsync(command.ReferralCode);
            return await Handle(command, (a, c, _) => AccountRules.Register(a, c, hash.Value, referredBy), Opened);
        }
        finally
        {
            attempts.Release();
        }
    }

    public async Task<Outcome<AccountView>> SignInAsync(SignIn command)
    {
        var attempt = await VerifyAsync(command.OperationId, command.Password, command.Origin);
        if (!attempt.IsOk) return attempt.Fault;
        if (attempt.Value.Check is PasswordCheck.Wrong) return AccountFaults.InvalidCredentials;
        if (attempt.Value is { Check: PasswordCheck.Outdated, Hash: { } outdated }) await RehashAsync(command, outdated);
        return new AccountView(Committed.UserId!, Opened: false);
    }

    public async Task<Outcome<AccountView>> SignInWithProviderAsync(SignInWithProvider command)
    {
        var referredBy = Committed.UserId is null ? await ReferrerAsync(command.ReferralCode) : null;
        return await Handle(command, (a, c, now) => AccountRules.SignInWithProvider(a, c, referredBy, now), static (a, events) => new AccountView(
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
        return await Handle(command, (a, c, _) => AccountRules.ChangePassword(a, c, hash.Value), static _ => Done.Instance);
    }

    public void Dispose() => attempts.Dispose();

    /// <summary>
    /// Checks a password within the throttle, and records how it went; an address without an account is treated no differently. What could not be checked is
    /// no attempt.
    /// </summary>
    private async Task<Outcome<Attempt>> VerifyAsync(string operationId, string password, SignInOrigin? origin)
    {
        // Those who have to wait do not wait in line, too.
        if (AccountRules.Throttled(Committed, origin, time.GetUtcNow()) is { } refused) return refused;
        await attempts.WaitAsync();
        try
        {
            if (AccountRules.Throttled(Committed, origin, time.GetUtcNow()) is { } throttled) return throttled;
            string? hash;
            Outcome<PasswordCheck> check;
            do
            {
                hash = Committed.PasswordHash;
                check = await passwords.VerifyAsync(password, hash, origin?.Address);
                if (!check.IsOk) return check.Fault;
            }
            // Checked against a hash that was replaced or removed meanwhile: the password may no longer be the account's.
            while (check.Value is not PasswordCheck.Wrong && hash != Committed.PasswordHash);
            var right = check.Value is not PasswordCheck.Wrong;
            if (AccountRules.RecordAttempt(Committed, right, origin).Events.Length > 0)
                await Journal.HandleAsync<Done>($"{operationId}/attempt/{Ids.NewOperation(time.GetUtcNow())}", (a, _) => AccountRules.RecordAttempt(a, right, origin), static (_, _) => Done.Instance);
            return new Attempt(check.Value, hash);
        }
        finally
        {
            attempts.Release();
        }
    }

    /// <summary>Hashes a right password anew. Whoever signs in is signed in whether this goes well or not; the next sign-in tries again.</summary>
    private async Task RehashAsync(SignIn command, string outdated)
    {
        try
        {
            var hash = await passwords.HashAsync(command.Password, command.Origin?.Address);
            if (hash.IsOk) await Journal.HandleAsync($"{command.OperationId}/rehash", (a, _) => AccountRules.Rehash(a, outdated, hash.Value), static (_, _) => Done.Instance);
        }
        catch (Exception e)
        {
            LogNotRehashed(log, e);
        }
    }

    private async Task<string?> ReferrerAsync(string? code) => ReferralFaults.IsCode(code) ? await grains.ReferralCode(code!).OwnerAsync() : null;

    private static AccountView Opened(AccountState account, ImmutableArray<EventEnvelope<AccountEvent>> events) => new(((AccountOpened)events[0].Event).UserId, Opened: true);

    [LoggerMessage(2201, LogLevel.Warning, "A password was right and could not be hashed anew; the next sign-in tries again.")]
    private static partial void LogNotRehashed(ILogger log, Exception e);

    /// <summary>How a check of a password went, and against which hash.</summary>
    private sealed record Attempt(PasswordCheck Check, string? Hash);
}

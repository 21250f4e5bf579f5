using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Accounts;

/// <summary>Every decision of an account: pure, without Orleans.</summary>
internal static class AccountRules
{
    /// <summary>So many wrong passwords are nobody's business.</summary>
    public const int FreeAttempts = 5;

    /// <summary>A failure counts for this long.</summary>
    public static readonly TimeSpan FailureWindow = TimeSpan.FromHours(1);

    /// <summary>The wait after the first failure too many; it doubles with each one, up to <see cref="LongestWait"/>.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    /// <summary>Nobody is kept out for longer, since whoever guesses may not be whose account it is.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>How long to wait before the next attempt, or null.</summary>
    public static Fault? Throttled(AccountState account, DateTimeOffset now)
    {
        var recent = account.Failures.Count(at => now - at < FailureWindow);
        if (recent < FreeAttempts) return null;
        var wait = TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(recent - FreeAttempts, 10), LongestWait.Ticks));
        var left = account.Failures[^1] + wait - now;
        return left > TimeSpan.Zero ? AccountFaults.TooManyAttempts((int)Math.Ceiling(left.TotalSeconds)) : null;
    }

    /// <summary>Opens the account, with everything that follows from it owed in the same commit.</summary>
    public static Decision<AccountEvent> Register(AccountState account, RegisterAccount command, string passwordHash, string? referredBy)
    {
        if (account.UserId is not null) return AccountFaults.EmailTaken;
        var userId = command.GuestUserId ?? command.UserId;
        var opened = Decision<AccountEvent>.Record(new AccountOpened(userId, passwordHash));
        return command.GuestUserId is not null
            ? opened.Owing(AccountEffects.UpgradeUser.To(userId, new UpgradeUser($"{command.OperationId}/upgrade", command.Email, command.Profile.Name)))
            : opened.Owing(Introduce(command.OperationId, userId, command.Email, command.Profile, command.ReferralCode, referredBy));
    }

    /// <summary>Opens an account for someone vouched for; one that exists is signed in without an event.</summary>
    public static Decision<AccountEvent> SignInVouched(AccountState account, SignInVouched command, string? referredBy) =>
        account.UserId is not null ? Decision.Nothing
        : Decision<AccountEvent>.Record(new AccountOpened(command.UserId, null))
            .Owing(Introduce(command.OperationId, command.UserId, command.Identity.Email, new NewProfile(command.Identity.Name, Picture: command.Identity.Picture), command.ReferralCode, referredBy));

    public static Decision<AccountEvent> ChangePassword(AccountState account, ChangePassword command, string passwordHash) =>
        Decision<AccountEvent>.Record(new PasswordChanged(passwordHash))
            .Owing(AccountEffects.EndSessions.To(account.UserId!, new EndSessions($"{command.OperationId}/sessions", command.KeepSessionId, Sessions.PasswordChanged)));

    /// <summary>Replaces the hash that was checked. One that is there by now is a newer password's, or was made anew by someone else: it stays.</summary>
    public static Decision<AccountEvent> Rehash(AccountState account, string outdated, string passwordHash) =>
        account.PasswordHash == outdated ? new PasswordRehashed(passwordHash) : Decision.Nothing;

    private static Effect[] Introduce(string operationId, string userId, string email, NewProfile profile, string? referralCode, string? referredBy)
    {
        var create = AccountEffects.CreateUser.To(userId, new CreateUser($"{operationId}/user", email.Trim(), profile, referredBy, IsGuest: false));
        return referralCode is null || referredBy is null ? [create]
            : [create, AccountEffects.NoteSignup.To(referralCode, new NoteReferredSignup($"{operationId}/referral", userId))];
    }
}

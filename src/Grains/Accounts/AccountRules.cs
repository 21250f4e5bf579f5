namespace XelaConnect.Grains.Accounts;

/// <summary>Decisions of an account.</summary>
internal static class AccountRules
{
    /// <summary>Wrong passwords that one address, or one known device, may send without a wait.</summary>
    public const int FreeAttempts = 5;

    /// <summary>
    /// Wrong passwords that all unknown devices together may send without a wait. High, so that one attacker cannot
    /// lock the owner out.
    /// </summary>
    public const int FreeAttemptsPerAccount = 50;

    /// <summary>The name of a user whose provider's name is reserved.</summary>
    public const string DefaultName = "Someone new";

    /// <summary>How long a failure counts.</summary>
    public static readonly TimeSpan FailureWindow = TimeSpan.FromHours(1);

    /// <summary>
    /// The wait after the first failure beyond the free ones. It doubles with each further one, up to
    /// <see cref="MaxWait"/>.
    /// </summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    /// <summary>The maximum wait. Bounded, since the attacker may not be the owner.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Refuses an attempt while its origin has to wait. A known device is counted separately; an unknown one with its
    /// address and with all other unknown devices.
    /// </summary>
    public static Fault? Throttled(AccountState account, SignInOrigin? origin, DateTimeOffset now)
    {
        var recent = account.Failures.Where(failed => now - failed.At < FailureWindow).ToList();
        TimeSpan left;
        if (IsKnown(account, origin)) left = Wait([.. recent.Where(failed => failed.Device == origin!.Device)], FreeAttempts, now);
        else
        {
            var own = Wait([.. recent.Where(failed => failed.Address == origin?.Address)], FreeAttempts, now);
            var all = Wait(recent, FreeAttemptsPerAccount, now);
            left = own > all ? own : all;
        }
        return left > TimeSpan.Zero ? AccountFaults.TooManyAttempts((int)Math.Ceiling(left.TotalSeconds)) : null;
    }

    /// <summary>Records a checked password: a failure, or the end of the address's failures and a newly known device.</summary>
    public static Decision<AccountEvent> RecordAttempt(AccountState account, bool right, SignInOrigin? origin)
    {
        if (!right) return new SignInFailedFrom(origin?.Address, origin?.Device);
        var events = new List<AccountEvent>();
        if (account.Failures.Any(failed => failed.Address == origin?.Address)) events.Add(new SignInSucceededFrom(origin?.Address));
        if (origin is not null && !IsKnown(account, origin)) events.Add(new DeviceRecognized(origin.Device));
        return events.Count == 0 ? Decision.Nothing : Decision<AccountEvent>.Record([.. events]);
    }

    /// <summary>Opens the account, and sends what follows from it.</summary>
    public static Decision<AccountEvent> Register(AccountState account, RegisterAccount command, string passwordHash, string? referredBy)
    {
        if (account.UserId is not null) return AccountFaults.EmailTaken;
        if (ReservedNames.Include(command.Profile.Name)) return AccountFaults.NameReserved;
        var userId = command.GuestUserId ?? command.UserId;
        var opened = Opened(userId, passwordHash, command.Origin);
        return command.GuestUserId is not null
            ? opened.AndSend(UserMessages.Upgrade.To(userId,
                new UpgradeUser($"{command.OperationId}/upgrade", command.Email, command.Profile.Name)))
            : opened.AndSend(CreateUserOf(command.OperationId, userId, command.Email, command.Profile, command.ReferralCode, referredBy));
    }

    /// <summary>
    /// Opens an account by an identity, or reclaims one whose address was never verified. A verified account needs no event.
    /// </summary>
    public static Decision<AccountEvent> SignInWithProvider(AccountState account, SignInWithProvider command, string? referredBy,
        DateTimeOffset now)
    {
        var (identity, name) = (command.Identity, ReservedNames.Include(command.Identity.Name) ? DefaultName : command.Identity.Name);
        if (account.UserId is null)
        {
            return Opened(command.UserId, null, command.Origin)
                .AndSend(CreateUserOf(command.OperationId, command.UserId, identity.Email,
                    new NewProfile(name, Picture: identity.Picture), command.ReferralCode, referredBy));
        }
        return account.IsVerified ? Decision.Nothing
            : Decision<AccountEvent>.Record(new AccountReclaimed())
                .AndSend(UserMessages.Reclaim.To(account.UserId,
                    new ReclaimUser($"{command.OperationId}/reclaim", name, identity.Picture, now)));
    }

    /// <summary>Sets a new password, if the account still has one.</summary>
    public static Decision<AccountEvent> ChangePassword(AccountState account, ChangePassword command, string passwordHash) =>
        account.PasswordHash is null ? AccountFaults.NoPassword
        : Decision<AccountEvent>.Record(new PasswordChanged(passwordHash))
            .AndSend(UserMessages.EndSessions.To(account.UserId!,
                new EndSessions($"{command.OperationId}/sessions", command.KeepSessionId, Sessions.PasswordChanged)));

    /// <summary>Replaces the hash that was checked. Another hash, which was stored meanwhile, stays.</summary>
    public static Decision<AccountEvent> Rehash(AccountState account, string outdated, string passwordHash) =>
        account.PasswordHash == outdated ? new PasswordRehashed(passwordHash) : Decision.Nothing;

    private static bool IsKnown(AccountState account, SignInOrigin? origin) =>
        origin is not null && account.Devices.Contains(origin.Device, StringComparer.Ordinal);

    private static Decision<AccountEvent> Opened(string userId, string? passwordHash, SignInOrigin? origin)
    {
        var opened = new AccountOpened(userId, passwordHash);
        return origin is null ? opened : Decision<AccountEvent>.Record(opened, new DeviceRecognized(origin.Device));
    }

    private static TimeSpan Wait(List<FailedSignIn> failures, int free, DateTimeOffset now) =>
        failures.Count < free ? TimeSpan.Zero
        : failures[^1].At + TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << Math.Min(failures.Count - free, 10), MaxWait.Ticks)) - now;

    private static OutboxMessage[] CreateUserOf(string operationId, string userId, string email, NewProfile profile, string? referralCode,
        string? referredBy)
    {
        var create = UserMessages.Create.To(userId,
            new CreateUser($"{operationId}/user", email.Trim(), profile, referredBy, IsGuest: false));
        return referralCode is null || referredBy is null ? [create]
            : [create, ReferralCodeMessages.RecordSignup.To(referralCode, new RecordReferredSignup($"{operationId}/referral", userId))];
    }
}

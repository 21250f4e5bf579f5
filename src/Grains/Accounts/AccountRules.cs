namespace XelaConnect.Grains.Accounts;

internal static class AccountRules
{
    /// <summary>Wrong passwords that one address, or one known device, may send without a wait.</summary>
    public const int FreeAttempts = 5;
    /// <summary>For all unknown devices together. High, so that one attacker cannot lock the owner out.</summary>
    public const int FreeAttemptsPerAccount = 50;
    public const string DefaultName = "Someone new";
    public static readonly TimeSpan FailureWindow = TimeSpan.FromHours(1);
    /// <summary>After the first failure beyond the free ones; doubles with each further one.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    /// <summary>Bounded, since the attacker may not be the owner.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(15);

    /// <summary>A known device is counted on its own, an unknown one with its address and all unknown ones.</summary>
    public static Fault? Throttled(AccountState account, SignInOrigin? origin, DateTimeOffset now)
    {
        var isKnown = IsKnown(account, origin);
        var recent = account.Failures.Where(failed => now - failed.At < FailureWindow).ToList();
        var own = recent.Where(f => isKnown ? f.Device == origin!.Device : f.Address == origin?.Address).ToList();
        var wait = Wait([.. own.Select(static failed => failed.At)], FreeAttempts, now);
        if (!isKnown)
        {
            var all = Wait([.. recent.Select(static failed => failed.At)], FreeAttemptsPerAccount, now);
            if (all > wait) wait = all;
        }
        return Throttled(wait);
    }

    /// <summary>Failures within <see cref="FailureWindow"/>, oldest first: of passwords, and of second factors.</summary>
    public static TimeSpan Wait(ReadOnlySpan<DateTimeOffset> failures, int free, DateTimeOffset now)
    {
        if (failures.Length < free) return TimeSpan.Zero;
        var ticks = Math.Min(FirstWait.Ticks << Math.Min(failures.Length - free, 10), MaxWait.Ticks);
        return failures[^1] + TimeSpan.FromTicks(ticks) - now;
    }

    public static Fault? Throttled(TimeSpan wait) =>
        wait > TimeSpan.Zero ? AccountFaults.TooManyAttempts((int)Math.Ceiling(wait.TotalSeconds)) : null;

    /// <summary>A right password ends the address's failures.</summary>
    public static Decision<AccountEvent> RecordAttempt(AccountState account, bool right, SignInOrigin? origin)
    {
        if (!right) return new SignInFailedFrom(origin?.Address, origin?.Device);
        var address = origin?.Address;
        return account.Failures.Any(failed => failed.Address == address)
            ? new SignInSucceededFrom(address) : Decision.Nothing;
    }

    public static Decision<AccountEvent> Register(
        AccountState account, RegisterAccount command, string passwordHash, string? referredBy)
    {
        if (account.IsTaken) return AccountFaults.EmailTaken;
        if (ReservedNames.Include(command.Profile.Name)) return AccountFaults.NameReserved;
        var (op, profile, userId) = (command.OperationId, command.Profile, command.GuestUserId ?? command.UserId);
        var opened = Opened(userId, passwordHash, command.Origin).AndSend(CodeRules.Verification(
            account, op, userId, command.Email.Trim(), profile.Language));
        if (command.GuestUserId is null)
            return opened.AndSend(CreateUserOf(op, userId, command.Email, profile, command.ReferralCode, referredBy));
        var upgrade = new UpgradeUser($"{op}/upgrade", command.Email, profile.Name);
        return opened.AndSend(UserMessages.Upgrade.To(userId, upgrade));
    }

    public static Decision<AccountEvent> SignInWithProvider(
        AccountState account, SignInWithProvider command, string? referredBy, DateTimeOffset now)
    {
        var (op, (email, name, picture)) = (command.OperationId, command.Identity);
        if (ReservedNames.Include(name)) name = DefaultName;
        // An account is about to move here, which takes milliseconds.
        if (account is { UserId: null, IsTaken: true }) return AccountFaults.Busy;
        if (account.UserId is null)
        {
            var profile = new NewProfile(name, Picture: picture);
            return Opened(command.UserId, null, command.Origin, isVerified: true).AndSend(CreateUserOf(
                op, command.UserId, email, profile, command.ReferralCode, referredBy, isVerified: true));
        }
        if (account.IsVerified)
        {
            // Earlier versions opened accounts without reporting the verified address to the user.
            Decision<AccountEvent> reported =
                account.HasVerifiedEmail ? Decision.Nothing : CodeRules.Verified(account, op);
            if (command.Origin is not { } origin || IsKnown(account, origin)) return reported;
            return reported.And(Recognized(account, op, origin));
        }
        var reclaim = new ReclaimUser($"{op}/reclaim", name, picture, now);
        return Decision<AccountEvent>.Record(new AccountReclaimed())
            .AndSend(UserMessages.Reclaim.To(account.UserId, reclaim))
            .AndSend(WaysReset(op, account.UserId));
    }

    /// <summary>Second factor, identities and passkeys go when the owner of the address takes the account.</summary>
    public static OutboxMessage[] WaysReset(string op, string userId) =>
    [
        SecondFactorMessages.Reset.To(userId, new ResetSecondFactor($"{op}/second-factor-reset")),
        IdentityMessages.Reset.To(userId, new ResetWaysIn($"{op}/ways-in-reset")),
    ];

    public static Decision<AccountEvent> ChangePassword(
        AccountState account, ChangePassword command, string passwordHash) =>
        account.PasswordHash is null ? AccountFaults.NoPassword
        : Decision<AccountEvent>.Record(new PasswordChanged(passwordHash))
            .AndSend(UserMessages.EndSessions.To(account.UserId!,
                new EndSessions($"{command.OperationId}/sessions", command.KeepSessionId, Sessions.PasswordChanged)))
            .AndSend(CodeRules.Mail(account, command.OperationId, MailKinds.PasswordChanged, account.UserId));

    public static Decision<AccountEvent> RecognizeDevice(
        AccountState account, RecognizeDevice command, DateTimeOffset now) =>
        account.UserId != command.UserId || IsKnown(account, command.Origin)
            ? Decision.Nothing : Recognized(account, command.OperationId, command.Origin);

    public static Decision<AccountEvent> ForgetDevice(AccountState account, ForgetDevice command, DateTimeOffset now) =>
        account.UserId == command.UserId && account.Devices.Contains(command.Device, StringComparer.Ordinal)
            ? new DeviceForgotten(command.Device) : AccountFaults.UnknownDevice;

    /// <summary>A hash that was stored meanwhile stays.</summary>
    public static Decision<AccountEvent> Rehash(AccountState account, string outdated, string passwordHash) =>
        account.PasswordHash == outdated ? new PasswordRehashed(passwordHash) : Decision.Nothing;

    /// <summary>
    /// The owner of a verified address gets a mail, unless there is no device to compare with: then the account is
    /// new, or its owner has just proved the address.
    /// </summary>
    private static Decision<AccountEvent> Recognized(AccountState account, string op, SignInOrigin origin)
    {
        Decision<AccountEvent> recognized = new DeviceRecognized(origin.Device, origin.Name);
        return account.IsVerified && !account.Devices.IsEmpty
            ? recognized.AndSend(CodeRules.Mail(account, op, MailKinds.NewDevice, account.UserId)) : recognized;
    }

    private static bool IsKnown(AccountState account, SignInOrigin? origin) =>
        origin is not null && account.Devices.Contains(origin.Device, StringComparer.Ordinal);

    private static Decision<AccountEvent> Opened(
        string userId, string? passwordHash, SignInOrigin? origin, bool isVerified = false)
    {
        var events = new List<AccountEvent> { new AccountOpened(userId, passwordHash) };
        if (isVerified) events.Add(new EmailVerified());
        if (origin is not null) events.Add(new DeviceRecognized(origin.Device, origin.Name));
        return Decision<AccountEvent>.Record([.. events]);
    }

    private static OutboxMessage[] CreateUserOf(
        string op, string userId, string email, NewProfile profile, string? referralCode, string? referredBy,
        bool? isVerified = null)
    {
        var create = new CreateUser($"{op}/user", email.Trim(), profile, referredBy, IsGuest: false, isVerified);
        var created = UserMessages.Create.To(userId, create);
        if (referralCode is null || referredBy is null) return [created];
        var signup = new RecordReferredSignup($"{op}/referral", userId);
        return [created, ReferralCodeMessages.RecordSignup.To(referralCode, signup)];
    }
}

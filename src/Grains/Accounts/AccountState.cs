namespace XelaConnect.Grains.Accounts;

internal sealed record AccountState(string Key)
{
    /// <summary>Above the threshold of <see cref="AccountRules.FreeAttemptsPerAccount"/>.</summary>
    public const int MaxFailures = 256;
    /// <summary>More than the rules admit within a day.</summary>
    public const int MaxCodeRequests = 64;
    private const int MaxDevices = 20;

    /// <summary>Null while the address has no account.</summary>
    public string? UserId { get; init; }
    /// <summary>Null where an identity provider signs in.</summary>
    public string? PasswordHash { get; init; }
    /// <summary>Digests of the devices that signed in last, newest at the end.</summary>
    public ImmutableArray<string> Devices { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>What is known of <see cref="Devices"/>; nothing of those of earlier versions.</summary>
    public ImmutableArray<KnownDevice> KnownDevices { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Oldest first. Replayed from the sub-stream of attempts, never part of a snapshot.</summary>
    [JsonIgnore] public ImmutableArray<FailedSignIn> Failures { get; init; } = [];
    /// <summary>A code or an identity provider verified the address, and the user knows.</summary>
    public bool HasVerifiedEmail { get; init; }
    /// <summary>The user whose account is about to move to this address.</summary>
    public string? ReservedFor { get; init; }
    /// <summary>No account can be opened here.</summary>
    [JsonIgnore] public bool IsTaken => UserId is not null || ReservedFor is not null;
    /// <summary>By purpose. Replayed from the sub-stream of codes, never part of a snapshot.</summary>
    [JsonIgnore] public ImmutableDictionary<string, AccountCode> Codes { get; init; } =
        ImmutableDictionary<string, AccountCode>.Empty;
    /// <summary>When codes were asked for, and for what; oldest first. Replayed like <see cref="Codes"/>.</summary>
    [JsonIgnore] public ImmutableArray<RequestedCode> CodeRequests { get; init; } = [];
    /// <summary>An identity provider verified the address of every account without a password.</summary>
    [JsonIgnore] public bool IsVerified => UserId is not null && (HasVerifiedEmail || PasswordHash is null);

    public static AccountState Apply(AccountState account, EventEnvelope<AccountEvent> stored) => stored.Event switch
    {
        AccountOpened e => account with { UserId = e.UserId, PasswordHash = e.PasswordHash },
        PasswordChanged e => account with { PasswordHash = e.PasswordHash },
        PasswordRehashed e => account with { PasswordHash = e.PasswordHash },
        AccountReclaimed => account with
        {
            PasswordHash = null, Devices = [], KnownDevices = [], HasVerifiedEmail = true,
        },
        CodeRequested e => account with
        {
            CodeRequests = account.CodeRequests.AddLast(new RequestedCode(e.Purpose, stored.At), MaxCodeRequests),
        },
        CodeIssued e => account with
        {
            Codes = account.Codes.SetItem(
                e.Purpose, new AccountCode(e.UserId, e.Hash, stored.At + EmailCodes.Lifetime)),
        },
        CodeUsed e => account with { Codes = account.Codes.Remove(e.Purpose) },
        EmailVerified => account with { HasVerifiedEmail = true },
        PasswordReset e => account with
        {
            PasswordHash = e.PasswordHash, Devices = [], KnownDevices = [], HasVerifiedEmail = true,
        },
        AddressReserved e => account with { ReservedFor = e.UserId },
        AddressReleased => account with { ReservedFor = null },
        AddressLeft => new AccountState(account.Key)
        {
            Failures = account.Failures, Codes = account.Codes, CodeRequests = account.CodeRequests,
        },
        AddressTaken e => account with
        {
            UserId = e.UserId, PasswordHash = e.PasswordHash, HasVerifiedEmail = true, ReservedFor = null,
        },
        DeviceRecognized e => account.Recognized(new KnownDevice(e.Device, e.Name, stored.At)),
        DeviceForgotten e => account with
        {
            Devices = account.Devices.Remove(e.Device),
            KnownDevices = account.KnownDevices.RemoveAll(known => known.Device == e.Device),
        },
        SignInFailed => account.Failed(new FailedSignIn(stored.At, null, null)),
        SignInFailedFrom e => account.Failed(new FailedSignIn(stored.At, e.Address, e.Device)),
        SignInSucceeded => account with { Failures = [] },
        SignInSucceededFrom e => account with { Failures = account.Failures.RemoveAll(f => f.Address == e.Address) },
        _ => throw new InvalidDataException($"An account does not know the event {stored.Event.GetType().Name}."),
    };

    private AccountState Recognized(KnownDevice device) => this with
    {
        Devices = Devices.Remove(device.Device).AddLast(device.Device, MaxDevices),
        KnownDevices = KnownDevices.RemoveAll(known => known.Device == device.Device).AddLast(device, MaxDevices),
    };

    private AccountState Failed(FailedSignIn failed) => this with { Failures = Failures.AddLast(failed, MaxFailures) };
}

internal readonly record struct FailedSignIn(DateTimeOffset At, string? Address, string? Device);
internal readonly record struct RequestedCode(string Purpose, DateTimeOffset At);
internal sealed record AccountCode(string UserId, string Hash, DateTimeOffset ExpiresAt);

namespace XelaConnect.Grains.Accounts;

/// <summary>State of the account of an email address.</summary>
internal sealed record AccountState(string Key)
{
    /// <summary>
    /// The maximum number of remembered failures: above the threshold of
    /// <see cref="AccountRules.FreeAttemptsPerAccount"/>.
    /// </summary>
    public const int MaxFailures = 256;

    private const int MaxDevices = 20;

    /// <summary>Null while the address has no account.</summary>
    public string? UserId { get; init; }

    /// <summary>Null where an identity provider signs in.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>
    /// Digests of the devices that signed in last (<see cref="XelaConnect.Accounts.SignInOrigin.Device"/>), newest at
    /// the end.
    /// </summary>
    public ImmutableArray<string> Devices { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Failures that count, oldest first. Replayed from the sub-stream of attempts, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<FailedSignIn> Failures { get; init; } = [];

    /// <summary>Whether the owner has proved to own the address: an identity provider verified accounts without a password.</summary>
    [JsonIgnore]
    public bool IsVerified => UserId is not null && PasswordHash is null;

    public static AccountState Apply(AccountState account, EventEnvelope<AccountEvent> recorded) => recorded.Event switch
    {
        AccountOpened e => account with { UserId = e.UserId, PasswordHash = e.PasswordHash },
        PasswordChanged e => account with { PasswordHash = e.PasswordHash },
        PasswordRehashed e => account with { PasswordHash = e.PasswordHash },
        AccountReclaimed => account with { PasswordHash = null, Devices = [] },
        DeviceRecognized e =>
            account with { Devices = Newest(account.Devices.Remove(e.Device, StringComparer.Ordinal).Add(e.Device), MaxDevices) },
        SignInFailed => account with { Failures = Newest(account.Failures.Add(new FailedSignIn(recorded.At, null, null)), MaxFailures) },
        SignInFailedFrom e =>
            account with { Failures = Newest(account.Failures.Add(new FailedSignIn(recorded.At, e.Address, e.Device)), MaxFailures) },
        SignInSucceeded => account with { Failures = [] },
        SignInSucceededFrom e => account with { Failures = account.Failures.RemoveAll(failed => failed.Address == e.Address) },
        _ => throw new InvalidDataException($"An account does not know the event {recorded.Event.GetType().Name}."),
    };

    private static ImmutableArray<T> Newest<T>(ImmutableArray<T> items, int max) => items.Length <= max ? items : items[^max..];
}

/// <summary>One sign-in with a wrong password.</summary>
internal readonly record struct FailedSignIn(DateTimeOffset At, string? Address, string? Device);

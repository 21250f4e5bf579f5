using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Accounts;

/// <summary>What is known of one e-mail address.</summary>
internal sealed record AccountState(string Key)
{
    /// <summary>How many failed sign-ins are remembered: more than it takes to refuse any more of them (<see cref="AccountRules.FreeAttemptsPerAccount"/>).</summary>
    public const int FailuresKept = 256;

    private const int DevicesKept = 20;

    /// <summary>Null while nobody has an account under this address.</summary>
    public string? UserId { get; init; }

    /// <summary>Null for those who only sign in through an identity provider.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The devices that signed in last, each by its digest (<see cref="XelaConnect.Accounts.SignInOrigin.Device"/>), the newest at the end.</summary>
    public ImmutableArray<string> Devices { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Failed sign-ins that still count, ascending. Replayed from the attempts stream, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<FailedSignIn> Failures { get; init; } = [];

    /// <summary>
    /// Whether the person has proved that the address is theirs. An identity provider vouches for those without a password; a password alone proves nothing.
    /// </summary>
    [JsonIgnore]
    public bool IsVerified => UserId is not null && PasswordHash is null;

    public static AccountState Apply(AccountState account, EventEnvelope<AccountEvent> recorded) => recorded.Event switch
    {
        AccountOpened e => account with { UserId = e.UserId, PasswordHash = e.PasswordHash },
        PasswordChanged e => account with { PasswordHash = e.PasswordHash },
        PasswordRehashed e => account with { PasswordHash = e.PasswordHash },
        AccountReclaimed => account with { PasswordHash = null, Devices = [] },
        DeviceRecognized e => account with { Devices = Newest(account.Devices.Remove(e.Device, StringComparer.Ordinal).Add(e.Device), DevicesKept) },
        SignInFailed => account with { Failures = Newest(account.Failures.Add(new FailedSignIn(recorded.At, null, null)), FailuresKept) },
        SignInFailedFrom e => account with { Failures = Newest(account.Failures.Add(new FailedSignIn(recorded.At, e.Address, e.Device)), FailuresKept) },
        SignInSucceeded => account with { Failures = [] },
        SignInSucceededFrom e => account with { Failures = account.Failures.RemoveAll(failed => failed.Address == e.Address) },
        _ => throw new InvalidDataException($"An account does not know the event {recorded.Event.GetType().Name}."),
    };

    private static ImmutableArray<T> Newest<T>(ImmutableArray<T> items, int kept) => items.Length <= kept ? items : items[^kept..];
}

/// <summary>One sign-in with a wrong password.</summary>
internal readonly record struct FailedSignIn(DateTimeOffset At, string? Address, string? Device);

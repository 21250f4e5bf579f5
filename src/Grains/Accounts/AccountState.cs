using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Accounts;

/// <summary>What is known of one e-mail address.</summary>
internal sealed record AccountState(string Key)
{
    /// <summary>Null while nobody has an account under this address.</summary>
    public string? UserId { get; init; }

    /// <summary>Null for those who only sign in through an identity provider.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>When passwords were wrong since the last right one, ascending. Replayed from the attempts stream, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<DateTimeOffset> Failures { get; init; } = [];

    public static AccountState Apply(AccountState account, Recorded<AccountEvent> recorded) => recorded.Event switch
    {
        AccountOpened e => account with { UserId = e.UserId, PasswordHash = e.PasswordHash },
        PasswordChanged e => account with { PasswordHash = e.PasswordHash },
        PasswordRehashed e => account with { PasswordHash = e.PasswordHash },
        SignInFailed => account with { Failures = account.Failures.Add(recorded.At) },
        SignInSucceeded => account with { Failures = [] },
        _ => throw new InvalidDataException($"An account does not know the event {recorded.Event.GetType().Name}."),
    };
}

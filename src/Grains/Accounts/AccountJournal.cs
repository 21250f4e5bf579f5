using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Accounts;

/// <summary>How the accounts slice is stored.</summary>
internal static class AccountJournal
{
    public static readonly JournalDefinition<AccountState, AccountEvent> Account = new()
    {
        Name = "accounts.account",
        Empty = static key => new AccountState(key),
        Apply = AccountState.Apply,
        Events = new EventCodec<AccountEvent>(AccountJson.Default),
        SubStreams = [new SubStream<AccountEvent>("attempts", static e => e is SignInFailed or SignInSucceeded or SignInFailedFrom or SignInSucceededFrom, AccountState.FailuresKept, TimeSpan.FromHours(2))],
        Snapshot = AccountJson.Default.AccountState,
    };

    public static readonly JournalDefinition<SessionState, SessionEvent> Session = new()
    {
        Name = "accounts.session",
        Empty = static id => new SessionState(id),
        Apply = SessionState.Apply,
        Events = new EventCodec<SessionEvent>(AccountJson.Default),
        // A session that is gone and one that has expired are refused alike, so its rows may go a day after its end.
        Lifetime = Sessions.Lifetime + TimeSpan.FromDays(1),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(SessionEvent))]
internal sealed partial class AccountJson : JsonSerializerContext;

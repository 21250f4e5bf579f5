namespace XelaConnect.Grains.Accounts;

internal static class AccountsModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(AccountJournal.Account)
        .AddJournal(AccountJournal.Session)
        .AddJournal(AccountJournal.SecondFactor)
        .AddJournal(AccountJournal.Identity)
        .AddJournal(AccountJournal.WaysIn)
        .AddJournal(AccountJournal.Nonce)
        .AddOutboxMessages(
            SessionMessages.End, AccountMessages.LeaveAddress, AccountMessages.TakeAddress, SecondFactorMessages.Reset,
            IdentityMessages.Release, IdentityMessages.Reset);
}

internal static class AccountJournal
{
    public static readonly JournalDefinition<AccountState, AccountEvent> Account = new()
    {
        Name = "accounts.account",
        Empty = static key => new AccountState(key),
        Apply = AccountState.Apply,
        Events = new EventCodec<AccountEvent>(AccountJson.Default),
        SubStreams =
        [
            new SubStream<AccountEvent>(
                "attempts", static e => e is SignInFailed or SignInSucceeded or SignInFailedFrom or SignInSucceededFrom,
                AccountState.MaxFailures, TimeSpan.FromHours(2)),
            // Three events of each request at most, kept for longer than the day that bounds them.
            new SubStream<AccountEvent>(
                "codes", static e => e is CodeRequested or CodeIssued or CodeUsed, 3 * AccountState.MaxCodeRequests,
                TimeSpan.FromHours(26)),
        ],
        Snapshot = AccountJson.Default.AccountState,
    };

    public static readonly JournalDefinition<SessionState, SessionEvent> Session = new()
    {
        Name = "accounts.session",
        Empty = static id => new SessionState(id),
        Apply = SessionState.Apply,
        Events = new EventCodec<SessionEvent>(AccountJson.Default),
        // An unknown session is refused like an expired one, so its rows may be deleted a day after its end.
        Lifetime = Sessions.Lifetime + TimeSpan.FromDays(1),
    };

    public static readonly JournalDefinition<SecondFactorState, SecondFactorEvent> SecondFactor = new()
    {
        Name = "accounts.second-factor",
        Empty = static userId => new SecondFactorState(userId),
        Apply = SecondFactorState.Apply,
        Events = new EventCodec<SecondFactorEvent>(AccountJson.Default),
        SubStreams =
        [
            new SubStream<SecondFactorEvent>(
                "attempts", static e => e is SecondFactorRefused or SecondFactorAccepted,
                SecondFactorState.MaxFailures, TimeSpan.FromHours(2)),
        ],
        Snapshot = AccountJson.Default.SecondFactorState,
    };

    public static readonly JournalDefinition<IdentityState, IdentityEvent> Identity = new()
    {
        Name = "accounts.identity",
        Empty = static key => new IdentityState(key),
        Apply = IdentityState.Apply,
        Events = new EventCodec<IdentityEvent>(AccountJson.Default),
        Snapshot = AccountJson.Default.IdentityState,
    };

    public static readonly JournalDefinition<WaysInState, WaysInEvent> WaysIn = new()
    {
        Name = "accounts.ways-in",
        Empty = static userId => new WaysInState(userId),
        Apply = WaysInState.Apply,
        Events = new EventCodec<WaysInEvent>(AccountJson.Default),
        Snapshot = AccountJson.Default.WaysInState,
    };

    public static readonly JournalDefinition<NonceState, NonceEvent> Nonce = new()
    {
        Name = "accounts.nonce",
        Empty = static key => new NonceState(key),
        Apply = NonceState.Apply,
        Events = new EventCodec<NonceEvent>(AccountJson.Default),
        // An unknown nonce is refused like an expired one.
        Lifetime = TimeSpan.FromHours(1),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AccountEvent))]
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SecondFactorEvent))]
[JsonSerializable(typeof(SecondFactorState))]
[JsonSerializable(typeof(IdentityEvent))]
[JsonSerializable(typeof(IdentityState))]
[JsonSerializable(typeof(WaysInEvent))]
[JsonSerializable(typeof(WaysInState))]
[JsonSerializable(typeof(NonceEvent))]
internal sealed partial class AccountJson : JsonSerializerContext;

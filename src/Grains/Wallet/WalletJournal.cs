namespace XelaConnect.Grains.Wallet;

[JsonDerivedType(typeof(EntryPosted), "wallet.entry-posted.v1")]
[JsonDerivedType(typeof(PaymentBegun), "wallet.payment-begun.v1")]
[JsonDerivedType(typeof(PaymentFailed), "wallet.payment-failed.v1")]
internal abstract record WalletEvent;

/// <summary>
/// An entry of the ledger, with what it buys, so that money and goods are stored together. The legs are the changes of
/// all accounts, and sum to zero in credits and in cents. AI messages are all that were added to the day so far.
/// </summary>
internal sealed record EntryPosted(
    long Amount, string Cause, string? Reference, long Balance, [property: JsonPropertyName("owed")] long Debt,
    ImmutableArray<Leg> Legs, GrantedCourse? Granted = null, string? Revoked = null, string? PaymentId = null,
    DateTimeOffset? BoostedUntil = null, DateOnly? AiDay = null, int? AiMessages = null) : WalletEvent;

internal sealed record PaymentBegun(string PaymentId, Order Order) : WalletEvent;
internal sealed record PaymentFailed(string PaymentId, Fault Reason) : WalletEvent;
internal sealed record Leg(string Account, long Credits, long Cents);
internal sealed record GrantedCourse(string CourseId, string Source);

internal static class WalletJournal
{
    public static readonly JournalDefinition<WalletState, WalletEvent> Wallet = new()
    {
        Name = "wallet.wallet",
        Empty = static id => new WalletState(id),
        Apply = WalletState.Apply,
        Events = new EventCodec<WalletEvent>(WalletJson.Default),
        Snapshot = WalletJson.Default.WalletState,
        SizeOf = static wallet => wallet.Grants.Count,
        Replicas =
        [
            UserFacets.Replica<WalletState>("user",
                static (before, after) => before.Balance != after.Balance || before.Grants != after.Grants,
                static wallet => wallet.UserId, static wallet => new WalletFacet
                {
                    Credits = wallet.Balance, CourseIds = [.. wallet.Grants.Keys.Order(StringComparer.Ordinal)],
                }),
            UserFacets.Replica<WalletState>("boost",
                static (before, after) => before.BoostedUntil != after.BoostedUntil,
                static wallet => wallet.UserId, static wallet => new BoostFacet { Until = wallet.BoostedUntil }),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WalletEvent))]
[JsonSerializable(typeof(WalletState))]
internal sealed partial class WalletJson : JsonSerializerContext;

internal static class WalletModule
{
    public static void AddTo(IServiceCollection services) =>
        services.AddJournal(WalletJournal.Wallet).AddOutboxMessages(WalletMessages.All)
            .AddSingleton<WalletMetrics>().AddTransient<CardCharges>();
}

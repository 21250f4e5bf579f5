namespace XelaConnect.Subscriptions;

/// <summary>Records an event of an app store.</summary>
[GenerateSerializer, Immutable, Alias("wallet.note-store-event.v1")]
public sealed record RecordStoreEvent(
    [property: Id(0)] string OperationId, [property: Id(1)] StoreEvent Event) : ICommand;

/// <summary>Grants Elite for some months, added to the remaining time; null is for life.</summary>
[GenerateSerializer, Immutable, Alias("wallet.give-tier.v1")]
public sealed record GrantTier(
    [property: Id(0)] string OperationId, [property: Id(1)] string GrantId, [property: Id(2)] int? Months) : ICommand;

/// <summary>Revokes a granted tier.</summary>
[GenerateSerializer, Immutable, Alias("wallet.withdraw-tier.v1")]
public sealed record RevokeTier([property: Id(0)] string OperationId, [property: Id(1)] string GrantId) : ICommand;

/// <summary>A user's tier and its plan. <paramref name="ExpiresAt"/> is null on free and for life.</summary>
[GenerateSerializer, Immutable, Alias("wallet.subscription-view.v1")]
public sealed record SubscriptionView(
    [property: Id(0)] string Tier, [property: Id(1)] DateTimeOffset? ExpiresAt, [property: Id(2)] bool Renews,
    [property: Id(3)] bool InGrace, [property: Id(4)] Plan Plan);

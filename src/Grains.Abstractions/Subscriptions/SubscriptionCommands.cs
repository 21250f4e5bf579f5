namespace XelaConnect.Subscriptions;

/// <summary>Records an event of an app store.</summary>
[GenerateSerializer, Immutable, Alias("wallet.note-store-event.v1")]
public sealed record RecordStoreEvent(
    [property: Id(0)] string OperationId, [property: Id(1)] StoreEvent Event) : ICommand;

/// <summary>
/// Grants Elite for <paramref name="Months"/>, added to the remaining time; null is for life. <paramref
/// name="GrantId"/> identifies the grant, so that it can be revoked.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.give-tier.v1")]
public sealed record GrantTier(
    [property: Id(0)] string OperationId, [property: Id(1)] string GrantId, [property: Id(2)] int? Months) : ICommand;

/// <summary>Revokes a granted tier.</summary>
[GenerateSerializer, Immutable, Alias("wallet.withdraw-tier.v1")]
public sealed record RevokeTier([property: Id(0)] string OperationId, [property: Id(1)] string GrantId) : ICommand;

/// <summary>A user's subscription.</summary>
/// <param name="Tier">The current tier.</param>
/// <param name="ExpiresAt">The known end of the tier; null: free, or for life.</param>
/// <param name="Renews">Whether a store will renew the subscription.</param>
/// <param name="InGrace">Whether it is in the grace period after a failed renewal.</param>
/// <param name="Plan">The plan of the tier.</param>
[GenerateSerializer, Immutable, Alias("wallet.subscription-view.v1")]
public sealed record SubscriptionView(
    [property: Id(0)] string Tier,
    [property: Id(1)] DateTimeOffset? ExpiresAt,
    [property: Id(2)] bool Renews,
    [property: Id(3)] bool InGrace,
    [property: Id(4)] Plan Plan);

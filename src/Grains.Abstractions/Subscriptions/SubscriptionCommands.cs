namespace XelaConnect.Subscriptions;

/// <summary>Takes in what an app store told.</summary>
[GenerateSerializer, Immutable, Alias("wallet.note-store-event.v1")]
public sealed record RecordStoreEvent([property: Id(0)] string OperationId, [property: Id(1)] StoreEvent Event) : ICommand;

/// <summary>Gives Elite for <paramref name="Months"/>, added to what is left; null is for life. <paramref name="GrantId"/> names the gift, so that it can be taken back.</summary>
[GenerateSerializer, Immutable, Alias("wallet.give-tier.v1")]
public sealed record GrantTier([property: Id(0)] string OperationId, [property: Id(1)] string GrantId, [property: Id(2)] int? Months) : ICommand;

/// <summary>Takes a gift back.</summary>
[GenerateSerializer, Immutable, Alias("wallet.withdraw-tier.v1")]
public sealed record RevokeTier([property: Id(0)] string OperationId, [property: Id(1)] string GrantId) : ICommand;

/// <summary>Someone's tier.</summary>
/// <param name="Tier">The tier now.</param>
/// <param name="ExpiresAt">When it ends, as far as is known now; null: free, or without end.</param>
/// <param name="Renews">Whether the store will renew what is paid.</param>
/// <param name="InGrace">Whether it runs on although a renewal failed.</param>
/// <param name="Plan">What the tier entitles to.</param>
[GenerateSerializer, Immutable, Alias("wallet.subscription-view.v1")]
public sealed record SubscriptionView(
    [property: Id(0)] string Tier,
    [property: Id(1)] DateTimeOffset? ExpiresAt,
    [property: Id(2)] bool Renews,
    [property: Id(3)] bool InGrace,
    [property: Id(4)] Plan Plan);

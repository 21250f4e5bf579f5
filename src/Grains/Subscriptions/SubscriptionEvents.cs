namespace XelaConnect.Grains.Subscriptions;

/// <summary>An event of a subscription.</summary>
[JsonDerivedType(typeof(StoreEventRecorded), "wallet.store-event-noted.v2")]
[JsonDerivedType(typeof(TierGranted), "wallet.tier-given.v1")]
[JsonDerivedType(typeof(TierRevoked), "wallet.tier-withdrawn.v1")]
internal abstract record SubscriptionEvent;

internal sealed record StoreEventRecorded(StoreEvent Event) : SubscriptionEvent;

/// <summary>The form of earlier versions.</summary>
internal sealed record StoreEventRecordedWithoutProduct(StoreEventWithoutProduct Event);

internal sealed record TierGranted(string GrantId, int? Months) : SubscriptionEvent;

internal sealed record TierRevoked(string GrantId) : SubscriptionEvent;

/// <summary>A store event as earlier versions stored it, without a product.</summary>
internal sealed record StoreEventWithoutProduct(
    string EventId, string Kind, string Line, string? Tier, DateTimeOffset At, DateTimeOffset? From, DateTimeOffset? Until, DateTimeOffset? GraceUntil,
    string? TransferredTo, string? Owner)
{
    /// <summary>Converts to the current form.</summary>
    public StoreEvent ToStoreEvent() =>
        new(EventId, Kind, Line, Tier, At, From, Until, GraceUntil, TransferredTo, Owner);
}

/// <summary>A transferred event of that form.</summary>
internal sealed record RecordStoreEventWithoutProduct(string OperationId, StoreEventWithoutProduct Event) : ICommand;

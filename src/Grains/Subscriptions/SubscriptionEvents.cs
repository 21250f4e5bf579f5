using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>What happens to one person's tier.</summary>
internal abstract record SubscriptionEvent;

internal sealed record StoreEventRecorded(StoreEvent Event) : SubscriptionEvent;

/// <summary>The shape of earlier versions.</summary>
internal sealed record StoreEventRecordedWithoutProduct(StoreEventWithoutProduct Event);

internal sealed record TierGranted(string GrantId, int? Months) : SubscriptionEvent;

internal sealed record TierRevoked(string GrantId) : SubscriptionEvent;

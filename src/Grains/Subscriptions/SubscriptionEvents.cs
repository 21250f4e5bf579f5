using System.Text.Json.Serialization;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>What happens to one person's tier.</summary>
[JsonDerivedType(typeof(StoreEventRecorded), "wallet.store-event-noted.v2")]
[JsonDerivedType(typeof(TierGranted), "wallet.tier-given.v1")]
[JsonDerivedType(typeof(TierRevoked), "wallet.tier-withdrawn.v1")]
internal abstract record SubscriptionEvent;

internal sealed record StoreEventRecorded(StoreEvent Event) : SubscriptionEvent;

/// <summary>The shape of earlier versions.</summary>
internal sealed record StoreEventRecordedWithoutProduct(StoreEventWithoutProduct Event);

internal sealed record TierGranted(string GrantId, int? Months) : SubscriptionEvent;

internal sealed record TierRevoked(string GrantId) : SubscriptionEvent;

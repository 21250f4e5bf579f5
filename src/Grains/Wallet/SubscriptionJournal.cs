using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to one person's tier.</summary>
internal abstract record SubscriptionEvent;

internal sealed record StoreEventRecorded(StoreEvent Event) : SubscriptionEvent;

/// <summary>The shape of earlier versions.</summary>
internal sealed record StoreEventRecordedWithoutProduct(StoreEventWithoutProduct Event);

internal sealed record TierGranted(string GrantId, int? Months) : SubscriptionEvent;
internal sealed record TierRevoked(string GrantId) : SubscriptionEvent;

/// <summary>How subscriptions are stored.</summary>
internal static class SubscriptionJournal
{
    public static readonly JournalDefinition<SubscriptionState, SubscriptionEvent> Subscription = new()
    {
        Name = "wallet.subscription",
        Empty = static userId => new SubscriptionState(userId),
        Apply = SubscriptionState.Apply,
        Events = new EventCodec<SubscriptionEvent>()
            .On("wallet.store-event-noted.v2", SubscriptionJson.Default.StoreEventRecorded)
            .Upcast("wallet.store-event-noted.v1", SubscriptionJson.Default.StoreEventRecordedWithoutProduct, static old => new StoreEventRecorded(old.Event.Today()))
            .On("wallet.tier-given.v1", SubscriptionJson.Default.TierGranted)
            .On("wallet.tier-withdrawn.v1", SubscriptionJson.Default.TierRevoked),
        Snapshot = SubscriptionJson.Default.SubscriptionState,
        SizeOf = static subscription => subscription.Told.Count + subscription.Gifts.Count,
        Replicas =
        [
            new StateReplica<SubscriptionState>("user",
                static (before, after) => !before.Timeline.Periods.SequenceEqual(after.Timeline.Periods),
                static (subscription, op, version) => SubscriptionMessages.Project.To(subscription.UserId, new ProjectSubscription(op, version, subscription.Timeline.Periods))),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreEventRecorded))]
[JsonSerializable(typeof(StoreEventRecordedWithoutProduct))]
[JsonSerializable(typeof(TierGranted))]
[JsonSerializable(typeof(TierRevoked))]
[JsonSerializable(typeof(SubscriptionState))]
[JsonSerializable(typeof(RecordStoreEvent))]
[JsonSerializable(typeof(RecordStoreEventWithoutProduct))]
[JsonSerializable(typeof(ProjectSubscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Storage of subscriptions.</summary>
internal static class SubscriptionJournal
{
    public static readonly JournalDefinition<SubscriptionState, SubscriptionEvent> Subscription = new()
    {
        Name = "wallet.subscription",
        Empty = static userId => new SubscriptionState(userId),
        Apply = SubscriptionState.Apply,
        Events = new EventCodec<SubscriptionEvent>(SubscriptionJson.Default)
            .Upcast("wallet.store-event-noted.v1", SubscriptionJson.Default.StoreEventRecordedWithoutProduct, static old => new StoreEventRecorded(old.Event.ToStoreEvent())),
        Snapshot = SubscriptionJson.Default.SubscriptionState,
        SizeOf = static subscription => subscription.StoreEvents.Count + subscription.Gifts.Count,
        Replicas =
        [
            UserFacets.Replica<SubscriptionState>("user",
                static (before, after) => !before.Timeline.Periods.SequenceEqual(after.Timeline.Periods),
                static subscription => subscription.UserId, static subscription => new SubscriptionFacet { Periods = subscription.Timeline.Periods }),
        ],
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubscriptionEvent))]
[JsonSerializable(typeof(StoreEventRecordedWithoutProduct))]
[JsonSerializable(typeof(SubscriptionState))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;

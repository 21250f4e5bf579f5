using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to one person's tier.</summary>
internal abstract record SubscriptionEvent;

internal sealed record StoreEventNoted(StoreEvent Event) : SubscriptionEvent;

/// <summary>The shape of earlier versions.</summary>
internal sealed record StoreEventNotedWithoutProduct(StoreEventWithoutProduct Event);

internal sealed record TierGiven(string GrantId, int? Months) : SubscriptionEvent;
internal sealed record TierWithdrawn(string GrantId) : SubscriptionEvent;

/// <summary>How subscriptions are stored.</summary>
internal static class SubscriptionJournal
{
    public static readonly JournalDefinition<SubscriptionState, SubscriptionEvent> Subscription = new()
    {
        Name = "wallet.subscription",
        Empty = static userId => new SubscriptionState(userId),
        Apply = SubscriptionState.Apply,
        Events = new EventCodec<SubscriptionEvent>()
            .On("wallet.store-event-noted.v2", SubscriptionJson.Default.StoreEventNoted)
            .Upcast("wallet.store-event-noted.v1", SubscriptionJson.Default.StoreEventNotedWithoutProduct, static old => new StoreEventNoted(old.Event.Today()))
            .On("wallet.tier-given.v1", SubscriptionJson.Default.TierGiven)
            .On("wallet.tier-withdrawn.v1", SubscriptionJson.Default.TierWithdrawn),
        Snapshot = SubscriptionJson.Default.SubscriptionState,
        SizeOf = static subscription => subscription.Told.Count + subscription.Gifts.Count,
        Projections =
        [
            new Projection<SubscriptionState>("user",
                static (before, after) => !before.Timeline.Periods.SequenceEqual(after.Timeline.Periods),
                static (subscription, op, version) => SubscriptionEffects.Project.To(subscription.UserId, new ProjectSubscription(op, version, subscription.Timeline.Periods))),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreEventNoted))]
[JsonSerializable(typeof(StoreEventNotedWithoutProduct))]
[JsonSerializable(typeof(TierGiven))]
[JsonSerializable(typeof(TierWithdrawn))]
[JsonSerializable(typeof(SubscriptionState))]
[JsonSerializable(typeof(NoteStoreEvent))]
[JsonSerializable(typeof(NoteStoreEventWithoutProduct))]
[JsonSerializable(typeof(ProjectSubscription))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;

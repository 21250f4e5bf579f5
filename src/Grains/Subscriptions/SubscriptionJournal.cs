using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Subscriptions;

[JsonDerivedType(typeof(StoreEventRecorded), "wallet.store-event-noted.v2")]
[JsonDerivedType(typeof(TierGranted), "wallet.tier-given.v1")]
[JsonDerivedType(typeof(TierRevoked), "wallet.tier-withdrawn.v1")]
internal abstract record SubscriptionEvent;
internal sealed record StoreEventRecorded(StoreEvent Event) : SubscriptionEvent;
internal sealed record TierGranted(string GrantId, int? Months) : SubscriptionEvent;
internal sealed record TierRevoked(string GrantId) : SubscriptionEvent;

/// <summary>A store event as earlier versions stored it, and the event and the command that held it.</summary>
internal sealed record StoreEventWithoutProduct(
    string EventId, string Kind, string Line, string? Tier, DateTimeOffset At, DateTimeOffset? From,
    DateTimeOffset? Until, DateTimeOffset? GraceUntil, string? TransferredTo, string? Owner)
{
    public StoreEvent ToStoreEvent() =>
        new(EventId, Kind, Line, Tier, At, From, Until, GraceUntil, TransferredTo, Owner);
}

internal sealed record StoreEventRecordedWithoutProduct(StoreEventWithoutProduct Event);
internal sealed record RecordStoreEventWithoutProduct(string OperationId, StoreEventWithoutProduct Event) : ICommand;

internal static class SubscriptionJournal
{
    public static readonly JournalDefinition<SubscriptionState, SubscriptionEvent> Subscription = new()
    {
        Name = "wallet.subscription",
        Empty = static userId => new SubscriptionState(userId),
        Apply = SubscriptionState.Apply,
        Events = new EventCodec<SubscriptionEvent>(SubscriptionJson.Default).Upcast(
            "wallet.store-event-noted.v1", SubscriptionJson.Default.StoreEventRecordedWithoutProduct,
            static old => new StoreEventRecorded(old.Event.ToStoreEvent())),
        Snapshot = SubscriptionJson.Default.SubscriptionState,
        SizeOf = static subscription => subscription.StoreEvents.Count + subscription.Gifts.Count,
        Replicas = [UserFacets.Replica<SubscriptionState>("user",
            static (before, after) => !before.Timeline.Periods.SequenceEqual(after.Timeline.Periods),
            static state => state.UserId, static state => new SubscriptionFacet { Periods = state.Timeline.Periods })],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubscriptionEvent))]
[JsonSerializable(typeof(StoreEventRecordedWithoutProduct))]
[JsonSerializable(typeof(SubscriptionState))]
[JsonSerializable(typeof(StoreCustomerEvent))]
[JsonSerializable(typeof(StoreCustomerState))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;

internal static class SubscriptionsModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(SubscriptionJournal.Subscription).AddJournal(StoreCustomerJournal.Customer)
        .AddOutboxMessages([.. SubscriptionMessages.All, StoreCustomerMessages.Record]).TryAddSingleton(Plans.Default);
}

using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>A store event as versions stored it that knew no products.</summary>
internal sealed record StoreEventWithoutProduct(
    string EventId, string Kind, string Line, string? Tier, DateTimeOffset At, DateTimeOffset? From, DateTimeOffset? Until, DateTimeOffset? GraceUntil,
    string? TransferredTo, string? Owner)
{
    /// <summary>The same as it is stored today.</summary>
    public StoreEvent ToStoreEvent() => new(EventId, Kind, Line, Tier, At, From, Until, GraceUntil, TransferredTo, Owner);
}

/// <summary>A hand-over of such an event.</summary>
internal sealed record RecordStoreEventWithoutProduct(string OperationId, StoreEventWithoutProduct Event) : ICommand;

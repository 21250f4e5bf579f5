using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Payments;

/// <summary>The list. Its entries are its journal; the state only counts them.</summary>
internal sealed record UnmatchedPaymentsState(string Key)
{
    public long Count { get; init; }

    public static UnmatchedPaymentsState Apply(UnmatchedPaymentsState list, EventEnvelope<UnmatchedPaymentsEvent> recorded) => recorded.Event switch
    {
        PaymentListed => list with { Count = list.Count + 1 },
        _ => throw new InvalidDataException($"The list of kept payments does not know the event {recorded.Event.GetType().Name}."),
    };
}

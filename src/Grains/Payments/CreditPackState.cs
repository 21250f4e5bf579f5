using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Payments;

/// <summary>What is known of one pack of credits: whose it is, and the last thing that happened to it by the store's clock.</summary>
internal sealed record CreditPackState(string Key)
{
    /// <summary>Who bought it, and how many credits it is; null while no sale is known.</summary>
    public CreditPackSale? Sold { get; init; }

    public CreditPackMoment? Last { get; init; }

    /// <summary>It was sold, and its money was not paid back since.</summary>
    public bool IsHeld => Sold is not null && Last is { Returned: false };

    public static CreditPackState Apply(CreditPackState pack, EventEnvelope<CreditPackEvent> recorded) => recorded.Event switch
    {
        CreditPackEventRecorded e => pack.With(e),
        _ => throw new InvalidDataException($"A pack of credits does not know the event {recorded.Event.GetType().Name}."),
    };

    public CreditPackState With(CreditPackEventRecorded happened)
    {
        var moment = new CreditPackMoment(happened.At, happened.Kind == StoreEventKinds.CreditsReturned, happened.EventId);
        return this with
        {
            Sold = Sold ?? (moment.Returned ? null : new CreditPackSale(happened.UserId, happened.Credits)),
            Last = Last is null || moment.IsAfter(Last) ? moment : Last,
        };
    }
}

/// <summary>A sale.</summary>
internal sealed record CreditPackSale(string UserId, int Credits);

/// <summary>When something happened to a pack. At the same moment a return comes after the sale.</summary>
internal sealed record CreditPackMoment(DateTimeOffset At, bool Returned, string EventId)
{
    public bool IsAfter(CreditPackMoment other) =>
        (At, Returned).CompareTo((other.At, other.Returned)) is var order && (order > 0 || (order == 0 && string.CompareOrdinal(EventId, other.EventId) > 0));
}

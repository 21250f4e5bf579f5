namespace XelaConnect.Grains.Payments;

/// <summary>State of a credit pack: its sale and its last event by the store's clock.</summary>
internal sealed record CreditPackState(string Key)
{
    /// <summary>The buyer and the credits; null while no sale is known.</summary>
    public CreditPackSale? Sold { get; init; }

    public CreditPackMoment? Last { get; init; }

    /// <summary>Whether the pack is sold and not refunded since.</summary>
    public bool IsHeld => Sold is not null && Last is { IsRefund: false };

    public static CreditPackState Apply(CreditPackState pack, EventEnvelope<CreditPackEvent> recorded) =>
        pack.With((CreditPackEventRecorded)recorded.Event);

    public CreditPackState With(CreditPackEventRecorded happened)
    {
        var isRefund = happened.Kind == StoreEventKinds.CreditsRefunded;
        var moment = new CreditPackMoment(happened.At, isRefund, happened.EventId);
        return this with
        {
            Sold = Sold ?? (isRefund ? null : new CreditPackSale(happened.UserId, happened.Credits)),
            Last = Last is null || moment.IsAfter(Last) ? moment : Last,
        };
    }
}

internal sealed record CreditPackSale(string UserId, int Credits);

/// <summary>The time and kind of an event of a pack. At the same time a refund comes after the sale.</summary>
internal sealed record CreditPackMoment(DateTimeOffset At, bool IsRefund, string EventId)
{
    public bool IsAfter(CreditPackMoment other) =>
        (At, IsRefund).CompareTo((other.At, other.IsRefund)) is var order
        && (order > 0 || (order == 0 && string.CompareOrdinal(EventId, other.EventId) > 0));
}

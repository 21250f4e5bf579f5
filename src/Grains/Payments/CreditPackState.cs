namespace XelaConnect.Grains.Payments;

/// <summary>A credit pack: the event of its sale, if known, and its last event by the store's clock.</summary>
internal sealed record CreditPackState(string Key)
{
    public CreditPackEventRecorded? Sold { get; init; }
    public CreditPackEventRecorded? Last { get; init; }
    public bool IsHeld => Sold is not null && !IsRefund(Last!);

    public static CreditPackState Apply(CreditPackState pack, EventEnvelope<CreditPackEvent> recorded) =>
        pack.With((CreditPackEventRecorded)recorded.Event);

    public CreditPackState With(CreditPackEventRecorded happened) => this with
    {
        Sold = Sold ?? (IsRefund(happened) ? null : happened),
        Last = Last is null || IsAfter(happened, Last) ? happened : Last,
    };

    private static bool IsRefund(CreditPackEventRecorded happened) => happened.Kind == StoreEventKinds.CreditsRefunded;

    /// <summary>At the same time a refund comes after the sale.</summary>
    private static bool IsAfter(CreditPackEventRecorded one, CreditPackEventRecorded other) =>
        (one.At, IsRefund(one)).CompareTo((other.At, IsRefund(other))) is var order
        && (order > 0 || (order == 0 && string.CompareOrdinal(one.EventId, other.EventId) > 0));
}

namespace XelaConnect.Subscriptions;

/// <summary>What RevenueCat's event types mean here.</summary>
public static class StoreEventKinds
{
    /// <summary>Paid: the tier runs from <see cref="StoreEvent.From"/> until <see cref="StoreEvent.Until"/>. Purchase, renewal, uncancellation, extension.</summary>
    public const string Paid = "paid";
    /// <summary>Paid for this one period, which no store renews.</summary>
    public const string PaidOnce = "paid_once";
    /// <summary>Another product took over.</summary>
    public const string Changed = "changed";
    /// <summary>Will not renew; runs to the period's end.</summary>
    public const string Cancelled = "cancelled";
    /// <summary>A renewal could not be paid; runs until <see cref="StoreEvent.GraceUntil"/>.</summary>
    public const string BillingIssue = "billing_issue";
    /// <summary>Ended.</summary>
    public const string Expired = "expired";
    /// <summary>Paid back: ended at once.</summary>
    public const string Refunded = "refunded";
    /// <summary>Handed over to <see cref="StoreEvent.TransferredTo"/>: ended here, goes on there.</summary>
    public const string Transferred = "transferred";
    /// <summary>A customer of the store turned out to be the person <see cref="StoreEvent.TransferredTo"/>, and was from the first.</summary>
    public const string Aliased = "aliased";
    /// <summary>A pack of credits was sold, or its refund reversed.</summary>
    public const string CreditsSold = "credits_sold";
    /// <summary>A pack of credits was paid back.</summary>
    public const string CreditsRefunded = "credits_returned";
}

/// <summary>What an app store told.</summary>
/// <param name="EventId">Its id at RevenueCat.</param>
/// <param name="Kind">One of <see cref="StoreEventKinds"/>.</param>
/// <param name="Line">The store's original transaction, which all periods of one subscription share; "" where the store does not say.</param>
/// <param name="Tier">The tier that the product stands for; null where the event has no product.</param>
/// <param name="At">When it happened, by the store's clock: what orders the events.</param>
/// <param name="From">When the period was bought, and so which one the event is about; null where the store does not say.</param>
/// <param name="Until">When the paid period ends.</param>
/// <param name="GraceUntil">How long it goes on although a renewal failed.</param>
/// <param name="TransferredTo">Who has it from now on; null: nobody here.</param>
/// <param name="Owner">Whom the store told it of, where that is someone else: it came by a transfer, from them or through others.</param>
/// <param name="Product">The product; null where the event has none, and in events stored by earlier versions.</param>
/// <param name="Transaction">The transaction that paid for the period; null as for the product.</param>
/// <param name="Credits">How many credits the product is a pack of; null for what is no pack.</param>
[GenerateSerializer, Immutable, Alias("wallet.store-event.v1")]
public sealed record StoreEvent(
    [property: Id(0)] string EventId,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Line,
    [property: Id(3)] string? Tier,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DateTimeOffset? From,
    [property: Id(6)] DateTimeOffset? Until,
    [property: Id(7)] DateTimeOffset? GraceUntil,
    [property: Id(8)] string? TransferredTo = null,
    [property: Id(9)] string? Owner = null,
    [property: Id(10)] string? Product = null,
    [property: Id(11)] string? Transaction = null,
    [property: Id(12)] int? Credits = null);

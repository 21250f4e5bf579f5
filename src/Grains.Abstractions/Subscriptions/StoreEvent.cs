namespace XelaConnect.Subscriptions;

/// <summary>Kinds of store events.</summary>
public static class StoreEventKinds
{
    /// <summary>Paid for a period that renews: purchase, renewal, uncancellation, extension.</summary>
    public const string Paid = "paid";
    /// <summary>Paid for one period that does not renew.</summary>
    public const string PaidOnce = "paid_once";
    /// <summary>Another product replaced the one before.</summary>
    public const string Changed = "changed";
    /// <summary>Will not renew; runs until the end of the period.</summary>
    public const string Cancelled = "cancelled";
    /// <summary>A renewal could not be paid; runs until <see cref="StoreEvent.GraceUntil"/>.</summary>
    public const string BillingIssue = "billing_issue";
    /// <summary>Ended.</summary>
    public const string Expired = "expired";
    /// <summary>Refunded: ended at once.</summary>
    public const string Refunded = "refunded";
    /// <summary>Ended for the giver, continues for <see cref="StoreEvent.TransferredTo"/>.</summary>
    public const string Transferred = "transferred";
    /// <summary>The store customer is the user <see cref="StoreEvent.TransferredTo"/>, and always was.</summary>
    public const string Aliased = "aliased";
    /// <summary>A credit pack was sold, or its refund was reversed.</summary>
    public const string CreditsSold = "credits_sold";
    /// <summary>A credit pack was refunded.</summary>
    public const string CreditsRefunded = "credits_returned";
}

/// <summary>An event of an app store.</summary>
/// <param name="EventId">The id at RevenueCat.</param>
/// <param name="Kind">One of <see cref="StoreEventKinds"/>.</param>
/// <param name="Line">The original transaction, which a subscription's periods share; "" without one.</param>
/// <param name="Tier">The tier of the product; null where the event has no product.</param>
/// <param name="At">When it happened, by the store's clock; it orders the events.</param>
/// <param name="From">When the period was bought, which identifies it; null where the store does not say.</param>
/// <param name="Until">When the paid period ends.</param>
/// <param name="GraceUntil">End of the grace period after a failed renewal.</param>
/// <param name="TransferredTo">The receiver of a transfer, or the user of an alias; null without a known one.</param>
/// <param name="Owner">The owner whom the event concerns, where it came by a transfer from another one.</param>
/// <param name="Product">The product; null where the event has none, and in events stored by earlier versions.</param>
/// <param name="Transaction">The transaction that paid for the period; null as for the product.</param>
/// <param name="Credits">The credits of a pack; null for any other product.</param>
[GenerateSerializer, Immutable, Alias("wallet.store-event.v1")]
public sealed record StoreEvent(
    [property: Id(0)] string EventId, [property: Id(1)] string Kind, [property: Id(2)] string Line,
    [property: Id(3)] string? Tier, [property: Id(4)] DateTimeOffset At, [property: Id(5)] DateTimeOffset? From,
    [property: Id(6)] DateTimeOffset? Until, [property: Id(7)] DateTimeOffset? GraceUntil,
    [property: Id(8)] string? TransferredTo = null, [property: Id(9)] string? Owner = null,
    [property: Id(10)] string? Product = null, [property: Id(11)] string? Transaction = null,
    [property: Id(12)] int? Credits = null);

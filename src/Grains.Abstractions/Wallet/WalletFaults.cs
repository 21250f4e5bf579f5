namespace XelaConnect.Wallet;

/// <summary>Every refusal of the wallet slice.</summary>
public static class WalletFaults
{
    /// <summary>Not enough credits; nothing was taken.</summary>
    public static readonly Fault Insufficient = new(FaultKind.PaymentRequired, "insufficient_credits", "You do not have enough credits for this.");
    /// <summary>A card payment for this course is not decided yet; paying again could pay twice.</summary>
    public static readonly Fault PaymentUnderWay = new(FaultKind.Conflict, "payment_under_way", "A card payment for this course is being confirmed. Please wait a moment.", null, 5);
    /// <summary>More payments of one person are undecided than make sense.</summary>
    public static readonly Fault TooManyPayments = new(FaultKind.TooMany, "too_many_payments", "Several of your payments are still being confirmed. Please wait a moment.", null, 30);
    /// <summary>The card was refused; nothing was taken.</summary>
    public static readonly Fault CardDeclined = new(FaultKind.PaymentRequired, "card_declined", "Your card was declined. Nothing was charged.");
    /// <summary>The bank wants to hear from the card's owner first.</summary>
    public static readonly Fault CardNeedsOwner = new(FaultKind.PaymentRequired, "card_authentication_required", "Your bank asks you to confirm this card. Please use another card.");
    /// <summary>Stripe does not know the token.</summary>
    public static readonly Fault BadCardToken = new(FaultKind.Invalid, "invalid_request", "The field stripe_token is not a card that can be charged.", "stripe_token");
    /// <summary>Card payments are out of reach; nothing was charged.</summary>
    public static readonly Fault PaymentsUnavailable = new(FaultKind.Unavailable, "payments_unavailable", "Card payments are not reachable right now. Nothing was charged; please try again in a moment.", null, 5);
    /// <summary>No key for card payments is set.</summary>
    public static readonly Fault NotConfigured = new(FaultKind.Unavailable, "not_configured", "Card payments are not set up on this server.", null, 3600);
    /// <summary>Nobody knows for a day what became of the payment; it was given up.</summary>
    public static readonly Fault PaymentExpired = new(FaultKind.PaymentRequired, "payment_expired", "This payment was not confirmed in time.");
    /// <summary>Nobody knows yet what became of a payment; it is asked for again.</summary>
    public static readonly Fault PaymentUndecided = new(FaultKind.Conflict, "payment_undecided", "This payment is still being confirmed.", null, 5);
    /// <summary>The tier has no limit that an AI session could raise.</summary>
    public static readonly Fault AlreadyUnlimited = new(FaultKind.Conflict, "already_unlimited", "Your plan has unlimited messages already. Nothing was taken.");
    /// <summary>A customer of the app stores has more purchases than are kept for somebody unknown.</summary>
    public static readonly Fault CustomerFull = new(FaultKind.TooMany, "customer_full", "Too much is kept for this customer already.");
    /// <summary>A cursor that is not one of ours.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_cursor", "The field cursor is not one this server gave out.", "cursor");
}

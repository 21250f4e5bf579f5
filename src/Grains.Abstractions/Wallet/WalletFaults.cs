using System.Globalization;

namespace XelaConnect.Wallet;

/// <summary>Refusals of wallets, payments and store customers.</summary>
public static class WalletFaults
{
    /// <summary>The wallet has too few credits.</summary>
    public static readonly Fault Insufficient = new(
        FaultKind.PaymentRequired, "insufficient_credits", "You do not have enough credits for this.");
    /// <summary>A card payment for the course is pending; paying again could pay twice.</summary>
    public static readonly Fault PaymentUnderWay = new(FaultKind.Conflict, "payment_under_way",
        "A card payment for this course is being confirmed. Please wait a moment.", null, 5);
    /// <summary>The user has too many pending or recently failed payments.</summary>
    public static readonly Fault TooManyPayments = new(FaultKind.TooMany, "too_many_payments",
        "Several of your payments are still being confirmed. Please wait a moment.", null, 30);
    /// <summary>The card was declined.</summary>
    public static readonly Fault CardDeclined = new(
        FaultKind.PaymentRequired, "card_declined", "Your card was declined. Nothing was charged.");
    /// <summary>The bank requires authentication by the card's owner.</summary>
    public static readonly Fault CardNeedsOwner = new(FaultKind.PaymentRequired, "card_authentication_required",
        "Your bank asks you to confirm this card. Please use another card.");
    /// <summary>Stripe does not accept the card token.</summary>
    public static readonly Fault BadCardToken = new(FaultKind.Invalid, "invalid_request",
        "The field stripe_token is not a card that can be charged.", "stripe_token");
    /// <summary>Stripe cannot be reached; nothing was charged.</summary>
    public static readonly Fault PaymentsUnavailable = new(FaultKind.Unavailable, "payments_unavailable",
        "Card payments are not reachable right now. Nothing was charged; please try again in a moment.", null, 5);
    /// <summary>No Stripe key is configured.</summary>
    public static readonly Fault NotConfigured = new(
        FaultKind.Unavailable, "not_configured", "Card payments are not set up on this server.", null, 3600);
    /// <summary>The outcome of the payment stayed unknown for a day; the payment is abandoned.</summary>
    public static readonly Fault PaymentExpired = new(
        FaultKind.PaymentRequired, "payment_expired", "This payment was not confirmed in time.");
    /// <summary>The outcome of the payment is unknown; the charge is retried.</summary>
    public static readonly Fault PaymentUndecided = new(
        FaultKind.Conflict, "payment_undecided", "This payment is still being confirmed.", null, 5);
    /// <summary>The user's plan has no limit that an AI session could raise.</summary>
    public static readonly Fault AlreadyUnlimited = new(
        FaultKind.Conflict, "already_unlimited", "Your plan has unlimited messages already. Nothing was taken.");
    /// <summary>The store customer has reached the limit of events that are kept for an unknown user.</summary>
    public static readonly Fault CustomerFull = new(
        FaultKind.TooMany, "customer_full", "Too much is kept for this customer already.");

    /// <summary>The number of credits is outside the limits of one top-up.</summary>
    public static Fault TopUpOutOfRange(int from, int to) => new(FaultKind.Invalid, "invalid_request", string.Create(
        CultureInfo.InvariantCulture, $"The field credits must be a whole number from {from} to {to}."), "credits");
}

namespace XelaConnect.Grains.Payments;

/// <summary>
/// Charges cards, within a deadline and a concurrency limit. The payment id is the idempotency key of its charge.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Whether a Stripe key is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>
    /// Charges a card, or returns the outcome of an earlier charge of the same payment. Never throws for a failure of
    /// the other side.
    /// </summary>
    Task<ChargeResult> ChargeAsync(ChargePayment charge);
}

/// <summary>Outcome of a charge.</summary>
public enum ChargeStatus
{
    /// <summary>Unknown: the charge may have happened. A retry is safe.</summary>
    Unknown,
    /// <summary>The card was charged.</summary>
    Succeeded,
    /// <summary>The card was declined for good.</summary>
    Declined,
    /// <summary>This request had no effect; an earlier one may have had.</summary>
    NotSent,
}

/// <summary>
/// Outcome of a charge, with the intent id when it succeeded and the reason when it was declined or not sent.
/// </summary>
public sealed record ChargeResult(ChargeStatus Status, string? IntentId = null, Fault? Reason = null);

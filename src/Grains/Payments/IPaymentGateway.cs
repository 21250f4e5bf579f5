namespace XelaConnect.Grains.Payments;

/// <summary>Charges cards, within a deadline and a concurrency limit, with the payment id as idempotency key.</summary>
public interface IPaymentGateway
{
    /// <summary>Whether a Stripe key is configured.</summary>
    bool IsConfigured { get; }

    /// <summary>Charges a payment once, or returns its earlier outcome. Never throws for a failure of Stripe.</summary>
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

/// <summary>Outcome of a charge: the intent id when it succeeded, the reason when declined or not sent.</summary>
public sealed record ChargeResult(ChargeStatus Status, string? IntentId = null, Fault? Reason = null);

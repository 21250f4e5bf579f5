namespace XelaConnect.Payments;

/// <summary>A Stripe payment intent, keyed by its id. Webhooks lead to the same state in any order.</summary>
[Alias("wallet.payment-intent")]
public interface IPaymentIntentGrain : IGrainWithStringKey
{
    /// <summary>Settles a payment whose amount, currency and user match the order; else holds it for staff.</summary>
    [Alias("Succeeded")] Task<Outcome<Done>> SucceededAsync(IntentSucceeded command);
    /// <summary>Records the failure, and fails the payment in the wallet. Ignored for an unknown user.</summary>
    [Alias("Failed")] Task<Outcome<Done>> FailedAsync(IntentFailed command);
    /// <summary>Records the total refund. The wallet takes back what the payment bought, once that is known.</summary>
    [Alias("Refunded")] Task<Outcome<Done>> RefundedAsync(IntentRefunded command);
    /// <summary>Holds a payment that succeeded and cannot be settled for staff.</summary>
    [Alias("Keep")] Task<Outcome<Done>> HoldUnmatchedAsync(HoldUnmatchedPayment command);
    /// <summary>Records the status of a dispute. The wallet takes back or restores what the payment bought.</summary>
    [Alias("Disputed")] Task<Outcome<Done>> DisputedAsync(IntentDisputed command);
    /// <summary>Returns the status of the payment.</summary>
    [Alias("Get"), ReadOnly] Task<IntentView> GetAsync();
    /// <summary>Records what the payment bought, and for whom. Outbox message of the wallet.</summary>
    [Alias("Given")] Task<Outcome<Done>> FulfilledAsync(IntentFulfillment command);
}

/// <summary>Card payments that succeeded and could not be settled, for staff (one grain, <see cref="Key"/>).</summary>
[Alias("wallet.kept-payments")]
public interface IUnmatchedPaymentsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only grain.</summary>
    const string Key = "0";
    /// <summary>Adds a payment to the list. Outbox message of its intent.</summary>
    [Alias("Add")] Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command);
    /// <summary>Returns one page with the current status of each payment, newest first.</summary>
    [Alias("List"), AlwaysInterleave] Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit);
}

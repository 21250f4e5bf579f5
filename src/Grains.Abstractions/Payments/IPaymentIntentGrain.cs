namespace XelaConnect.Payments;

/// <summary>
/// A Stripe payment intent, keyed by its id. Webhooks lead to the same state in any order and any number.
/// </summary>
[Alias("wallet.payment-intent")]
public interface IPaymentIntentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Records that the intent succeeded. Settles the payment if amount and currency are those of the order and the
    /// user exists; else holds it for staff.
    /// </summary>
    [Alias("Succeeded")]
    Task<Outcome<Done>> SucceededAsync(IntentSucceeded command);

    /// <summary>
    /// Records that the intent failed, and fails the payment in the wallet. Ignored for an unknown user.
    /// </summary>
    [Alias("Failed")]
    Task<Outcome<Done>> FailedAsync(IntentFailed command);

    /// <summary>
    /// Records the total refund. The wallet takes back what the payment bought as soon as that is known.
    /// </summary>
    [Alias("Refunded")]
    Task<Outcome<Done>> RefundedAsync(IntentRefunded command);

    /// <summary>Holds a payment that succeeded and cannot be settled for staff.</summary>
    [Alias("Keep")]
    Task<Outcome<Done>> HoldUnmatchedAsync(HoldUnmatchedPayment command);

    /// <summary>
    /// Records the status of a dispute. The wallet takes back or restores what the payment bought as soon as that is
    /// known.
    /// </summary>
    [Alias("Disputed")]
    Task<Outcome<Done>> DisputedAsync(IntentDisputed command);

    /// <summary>Returns the status of the payment.</summary>
    [Alias("Get"), ReadOnly]
    Task<IntentView> GetAsync();

    /// <summary>Records what the payment bought, and for whom. Outbox message of the wallet.</summary>
    [Alias("Given")]
    Task<Outcome<Done>> FulfilledAsync(IntentFulfillment command);
}

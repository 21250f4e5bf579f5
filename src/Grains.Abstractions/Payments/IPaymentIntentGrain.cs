using Orleans.Concurrency;

namespace XelaConnect.Payments;

/// <summary>Everything that Stripe says of one payment intent, keyed by the intent's id: what comes in any order, and more than once, ends the same.</summary>
[Alias("wallet.payment-intent")]
public interface IPaymentIntentGrain : IGrainWithStringKey
{
    /// <summary>
    /// The intent went through, by Stripe's webhook. Settles the payment if amount and currency are those of the order; else keeps it for staff.
    /// </summary>
    [Alias("Succeeded")]
    Task<Outcome<Done>> SucceededAsync(IntentSucceeded command);

    /// <summary>The intent failed, by Stripe's webhook. Tells the wallet.</summary>
    [Alias("Failed")]
    Task<Outcome<Done>> FailedAsync(IntentFailed command);

    /// <summary>So much of the intent was refunded in all, by Stripe's webhook. Tells the wallet, as soon as it is known what the payment gave.</summary>
    [Alias("Refunded")]
    Task<Outcome<Done>> RefundedAsync(IntentRefunded command);

    /// <summary>The intent went through, and what it paid for cannot be given: keeps it for staff.</summary>
    [Alias("Keep")]
    Task<Outcome<Done>> HoldUnmatchedAsync(HoldUnmatchedPayment command);

    /// <summary>Records how a dispute about it stands, by Stripe's webhook. The wallet gets what follows as soon as it is known what the payment gave.</summary>
    [Alias("Disputed")]
    Task<Outcome<Done>> DisputedAsync(IntentDisputed command);

    /// <summary>How it stands.</summary>
    [Alias("Get"), ReadOnly]
    Task<IntentView> GetAsync();

    /// <summary>What the payment gave, and whom. Owed by the wallet.</summary>
    [Alias("Given")]
    Task<Outcome<Done>> FulfilledAsync(IntentFulfillment command);
}

using XelaConnect.Payments;

namespace XelaConnect.Wallet;

/// <summary>
/// A user's wallet, keyed by user id: credits and purchases. The ledger is its journal; the legs of each entry sum to
/// zero, the balance is the sum of the entries and never below 0.
/// </summary>
[Alias("wallet.wallet")]
public interface IWalletGrain : IGrainWithStringKey
{
    /// <summary>Returns the balance and what credits bought.</summary>
    [Alias("Get"), ReadOnly] Task<WalletView> GetAsync();
    /// <summary>Returns the user's grant of a course, or null.</summary>
    [Alias("Grant"), ReadOnly] Task<CourseGrant?> GrantAsync(string courseId);
    /// <summary>Returns one page of the ledger, newest first.</summary>
    [Alias("Entries"), AlwaysInterleave] Task<Outcome<Page<WalletEntry>>> EntriesAsync(string? cursor, int limit);
    /// <summary>
    /// Buys a course or enrols in it, once; the wallet reads price, sale status and plan itself. A card payment waits a
    /// few seconds for its outcome; after that it is pending, and Stripe's webhook or outbox recovery settles it.
    /// </summary>
    [Alias("BuyCourse")] Task<Outcome<CoursePurchase>> BuyCourseAsync(BuyCourse command);
    /// <summary>Buys credits by card at the price of the plans. Waits as <see cref="BuyCourseAsync"/> does.</summary>
    [Alias("TopUp")] Task<Outcome<PaymentView>> TopUpAsync(TopUpWallet command);
    /// <summary>Buys a course for a host of an earlier version. Its price is ignored.</summary>
    [Alias("Purchase")] Task<Outcome<WalletView>> PurchaseAsync(PurchaseCourse command);
    /// <summary>Pays by card for a host of an earlier version. Reads only course id or credits of the order.</summary>
    [Alias("Pay")] Task<Outcome<PaymentView>> PayAsync(BeginPayment command);
    /// <summary>Charges the card of a pending payment. Outbox message of the wallet to itself.</summary>
    [Alias("Charge")] Task<Outcome<Done>> ChargeAsync(ChargePayment command);
    /// <summary>Fulfils a payment that succeeded, once.</summary>
    [Alias("Settle")] Task<Outcome<Done>> SettleAsync(SettlePayment command);
    /// <summary>Returns the order of a pending payment; null for any other.</summary>
    [Alias("Order"), ReadOnly] Task<Order?> OrderAsync(string paymentId);
    /// <summary>Records that a payment failed.</summary>
    [Alias("Fail")] Task<Outcome<Done>> FailAsync(FailPayment command);
    /// <summary>Takes back what a refunded payment bought. Credits that are spent already become debt.</summary>
    [Alias("Reverse")] Task<Outcome<Done>> ReverseAsync(ReversePayment command);
    /// <summary>Takes back what a disputed payment bought, or restores it when the dispute is won.</summary>
    [Alias("Dispute")] Task<Outcome<Done>> DisputeAsync(DisputePayment command);
    /// <summary>Buys priority visibility for some hours.</summary>
    [Alias("Boost")] Task<Outcome<BoostView>> BoostAsync(BuyBoost command);
    /// <summary>Buys more messages to Xela for this UTC day. Refused on a plan without a limit.</summary>
    [Alias("AiSession")] Task<Outcome<AiSessionView>> AiSessionAsync(BuyAiSession command);
    /// <summary>Adds credits: a reward, a purchase in an app store, or an adjustment.</summary>
    [Alias("Credit")] Task<Outcome<WalletView>> CreditAsync(CreditWallet command);
    /// <summary>Removes credits: an adjustment, or a reward or purchase that is taken back.</summary>
    [Alias("Debit")] Task<Outcome<WalletView>> DebitAsync(DebitWallet command);
}

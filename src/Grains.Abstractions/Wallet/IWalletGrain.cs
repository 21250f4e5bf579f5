using Orleans.Concurrency;

namespace XelaConnect.Wallet;

/// <summary>
/// One person's wallet, keyed by user id: credits and what they bought (contract, "Credits", §3 "Wallet"). The ledger is its journal; every entry's legs
/// sum to zero, the balance is the sum of the entries and never below 0.
/// </summary>
[Alias("wallet.wallet")]
public interface IWalletGrain : IGrainWithStringKey
{
    /// <summary>What is in it now.</summary>
    [Alias("Get"), ReadOnly]
    Task<WalletView> GetAsync();

    /// <summary>The person's grant of a course, or null.</summary>
    [Alias("Grant"), ReadOnly]
    Task<CourseGrant?> GrantAsync(string courseId);

    /// <summary>One page of the ledger, newest first (contract §3 "Wallet").</summary>
    [Alias("Entries"), AlwaysInterleave]
    Task<Outcome<Page<WalletEntry>>> EntriesAsync(string? cursor, int limit);

    /// <summary>
    /// Takes the credits and grants the course, in one entry (contract endpoint 15). Held already: nothing is taken. Refusals:
    /// <see cref="WalletFaults.Insufficient"/>, <see cref="WalletFaults.PaymentUnderWay"/>.
    /// </summary>
    [Alias("Purchase")]
    Task<Outcome<WalletView>> PurchaseAsync(PurchaseCourse command);

    /// <summary>
    /// Pays by card, for a course or for credits (contract §3 "Payments"): what is owed is stored first, then the card is charged, off this grain's turn.
    /// Answers once it is known, or after a few seconds that it is under way: then Stripe's webhook or the sweep settles it.
    /// </summary>
    [Alias("Pay")]
    Task<Outcome<PaymentView>> PayAsync(BeginPayment command);

    /// <summary>Charges the card of a payment that was begun. Owed by the wallet to itself.</summary>
    [Alias("Charge")]
    Task<Outcome<Done>> ChargeAsync(ChargePayment command);

    /// <summary>A payment went through: gives what it is for, once, whoever tells it first.</summary>
    [Alias("Settle")]
    Task<Outcome<Done>> SettleAsync(SettlePayment command);

    /// <summary>What a payment that is not decided yet was begun for; null for any other.</summary>
    [Alias("Order"), ReadOnly]
    Task<Order?> OrderAsync(string paymentId);

    /// <summary>A payment did not go through.</summary>
    [Alias("Fail")]
    Task<Outcome<Done>> FailAsync(FailPayment command);

    /// <summary>A payment was refunded: takes back what it gave. Credits that are spent already are owed by the next ones that come in.</summary>
    [Alias("Reverse")]
    Task<Outcome<Done>> ReverseAsync(ReversePayment command);

    /// <summary>A payment is disputed: takes back what it gave. The dispute was won: gives it again.</summary>
    [Alias("Dispute")]
    Task<Outcome<Done>> DisputeAsync(DisputePayment command);

    /// <summary>Buys priority visibility for some hours (contract §3 "Wallet").</summary>
    [Alias("Boost")]
    Task<Outcome<BoostView>> BoostAsync(BuyBoost command);

    /// <summary>Buys more messages to Xela for this UTC day (contract §3 "Wallet").</summary>
    [Alias("AiSession")]
    Task<Outcome<AiSessionView>> AiSessionAsync(BuyAiSession command);

    /// <summary>Gives credits: a reward, or an admin's adjustment.</summary>
    [Alias("Credit")]
    Task<Outcome<WalletView>> CreditAsync(CreditWallet command);

    /// <summary>Takes credits: an adjustment, refused when there are too few, or a reward clawed back, which is owed where it is spent.</summary>
    [Alias("Debit")]
    Task<Outcome<WalletView>> DebitAsync(DebitWallet command);
}

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

/// <summary>Card payments that were taken and could not be given, for staff to look at (one grain, key <see cref="Key"/>).</summary>
[Alias("wallet.kept-payments")]
public interface IUnmatchedPaymentsGrain : IGrainWithStringKey
{
    /// <summary>The only one.</summary>
    const string Key = "0";

    /// <summary>Puts a payment on the list; its intent sends it.</summary>
    [Alias("Add")]
    Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command);

    /// <summary>One page, newest first, each as it stands now.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit);
}

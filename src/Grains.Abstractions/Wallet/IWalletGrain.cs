using Orleans.Concurrency;
using XelaConnect.Payments;

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

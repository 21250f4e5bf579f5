namespace XelaConnect.Wallet;

/// <summary>Where a grant of a course came from.</summary>
public static class GrantSources
{
    /// <summary>Bought with credits.</summary>
    public const string Credits = "credits";
    /// <summary>Bought by card.</summary>
    public const string Card = "card";
    /// <summary>The course costs nothing.</summary>
    public const string Free = "free";
    /// <summary>Open by the tier, as long as it is.</summary>
    public const string Tier = "tier";
}

/// <summary>Buys a course with credits, or takes it for nothing.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="CourseId">Which.</param>
/// <param name="Title">What it is called, for the ledger.</param>
/// <param name="Credits">What is to be taken: the price for <see cref="GrantSources.Credits"/>, else 0.</param>
/// <param name="Source">One of <see cref="GrantSources"/>.</param>
[GenerateSerializer, Immutable, Alias("wallet.purchase-course.v1")]
public sealed record PurchaseCourse(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CourseId,
    [property: Id(2)] string Title,
    [property: Id(3)] long Credits,
    [property: Id(4)] string Source) : ICommand;

/// <summary>What a card payment is for (contract §3 "Payments", metadata).</summary>
public static class PaymentPurposes
{
    /// <summary>Credits.</summary>
    public const string TopUp = "topup";
    /// <summary>A course.</summary>
    public const string Course = "course";
}

/// <summary>What a card payment buys.</summary>
/// <param name="Purpose">One of <see cref="PaymentPurposes"/>.</param>
/// <param name="Cents">What the card pays, in US cents.</param>
/// <param name="Credits">How many credits, for a top-up; else 0.</param>
/// <param name="CourseId">Which course; null for a top-up.</param>
/// <param name="Title">The course's title, for the ledger; null where it is not known.</param>
[GenerateSerializer, Immutable, Alias("wallet.order.v1")]
public sealed record Order(
    [property: Id(0)] string Purpose,
    [property: Id(1)] long Cents,
    [property: Id(2)] long Credits,
    [property: Id(3)] string? CourseId,
    [property: Id(4)] string? Title);

/// <summary>Begins to pay by card. <paramref name="CardToken"/> is a <c>pm_…</c> or <c>tok_…</c> of Stripe's.</summary>
[GenerateSerializer, Immutable, Alias("wallet.begin-payment.v1")]
public sealed record BeginPayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] Order Order,
    [property: Id(2)] string CardToken) : ICommand;

/// <summary>Charges the card of a payment.</summary>
/// <param name="OperationId">The effect's.</param>
/// <param name="PaymentId">The payment; also Stripe's idempotency key.</param>
/// <param name="UserId">Whose wallet it is for.</param>
/// <param name="Order">What it buys.</param>
/// <param name="CardToken">The card.</param>
/// <param name="BegunAt">When it was begun: Stripe remembers a key for a day only.</param>
[GenerateSerializer, Immutable, Alias("wallet.charge-payment.v1")]
public sealed record ChargePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] string UserId,
    [property: Id(3)] Order Order,
    [property: Id(4)] string CardToken,
    [property: Id(5)] DateTimeOffset BegunAt) : ICommand;

/// <summary>A payment went through. <paramref name="OperationId"/> is the payment's own, whoever tells it, so that it is given once.</summary>
[GenerateSerializer, Immutable, Alias("wallet.settle-payment.v1")]
public sealed record SettlePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] string IntentId,
    [property: Id(3)] Order Order) : ICommand;

/// <summary>A payment did not go through.</summary>
[GenerateSerializer, Immutable, Alias("wallet.fail-payment.v1")]
public sealed record FailPayment([property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] Fault Reason) : ICommand;

/// <summary>A payment was refunded by <paramref name="Cents"/>: takes back <paramref name="Credits"/> where it was <paramref name="ForCredits"/>, and the course if it is named.</summary>
[GenerateSerializer, Immutable, Alias("wallet.reverse-payment.v1")]
public sealed record ReversePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] long Cents,
    [property: Id(3)] long Credits,
    [property: Id(4)] string? CourseId,
    [property: Id(5)] bool ForCredits) : ICommand;

/// <summary>Buys a boost.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-boost.v1")]
public sealed record BuyBoost([property: Id(0)] string OperationId) : ICommand;

/// <summary>Buys an AI session.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-ai-session.v1")]
public sealed record BuyAiSession([property: Id(0)] string OperationId) : ICommand;

/// <summary>Gives credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">How many, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="Reference">What it belongs to, if anything.</param>
/// <param name="Audit">Who ordered it, when an admin did.</param>
[GenerateSerializer, Immutable, Alias("wallet.credit.v1")]
public sealed record CreditWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] string? Reference = null,
    [property: Id(5)] Audited? Audit = null) : ICommand;

/// <summary>Takes credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">How many, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="MayOwe">True: what is spent already is owed by the next credits. False: too few is a refusal.</param>
/// <param name="Reference">What it belongs to, if anything.</param>
/// <param name="Audit">Who ordered it, when an admin did.</param>
[GenerateSerializer, Immutable, Alias("wallet.debit.v1")]
public sealed record DebitWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] bool MayOwe,
    [property: Id(5)] string? Reference = null,
    [property: Id(6)] Audited? Audit = null) : ICommand;

/// <summary>An admin's order, for the audit log.</summary>
[GenerateSerializer, Immutable, Alias("wallet.audited.v1")]
public sealed record Audited([property: Id(0)] string AdminId, [property: Id(1)] string Reason);

/// <summary>Stripe says that an intent went through.</summary>
/// <param name="OperationId">The event's.</param>
/// <param name="UserId">Whose payment it is, by its metadata.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Order">What it is for by its metadata, with the cents that were paid.</param>
/// <param name="Currency">What it was paid in; null where Stripe does not say.</param>
[GenerateSerializer, Immutable, Alias("wallet.intent-succeeded.v1")]
public sealed record IntentSucceeded(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string PaymentId,
    [property: Id(3)] Order Order,
    [property: Id(4)] string? Currency = null) : ICommand;

/// <summary>A card payment that was taken and could not be given, as far as its metadata can be read.</summary>
/// <param name="UserId">Whose it is; null where that cannot be read.</param>
/// <param name="PaymentId">The payment; null likewise.</param>
/// <param name="Purpose">One of <see cref="PaymentPurposes"/>; null likewise.</param>
/// <param name="Cents">What was paid, in the smallest unit of the currency.</param>
/// <param name="Currency">Of what; null where Stripe does not say.</param>
/// <param name="Reason">One of <see cref="UnmatchedReasons"/>.</param>
[GenerateSerializer, Immutable, Alias("wallet.kept-payment.v1")]
public sealed record UnmatchedPayment(
    [property: Id(0)] string? UserId,
    [property: Id(1)] string? PaymentId,
    [property: Id(2)] string? Purpose,
    [property: Id(3)] long Cents,
    [property: Id(4)] string? Currency,
    [property: Id(5)] string Reason);

/// <summary>Why a payment that was taken was not given.</summary>
public static class UnmatchedReasons
{
    /// <summary>Its metadata name no operation.</summary>
    public const string NoOperation = "no_operation_id";
    /// <summary>Its metadata name no person, or nobody who is here.</summary>
    public const string UnknownUser = "unknown_user";
    /// <summary>Its metadata do not say what it is for, or name a course that is not here.</summary>
    public const string UnknownOrder = "unknown_order";
    /// <summary>It is not what the order costs.</summary>
    public const string AmountDiffers = "amount_differs";
    /// <summary>It is not in US dollars.</summary>
    public const string CurrencyDiffers = "currency_differs";
}

/// <summary>Keeps a payment for staff.</summary>
[GenerateSerializer, Immutable, Alias("wallet.keep-payment.v1")]
public sealed record HoldUnmatchedPayment([property: Id(0)] string OperationId, [property: Id(1)] UnmatchedPayment Payment) : ICommand;

/// <summary>Puts a payment that was kept on the list that staff see.</summary>
[GenerateSerializer, Immutable, Alias("wallet.list-kept-payment.v1")]
public sealed record ListUnmatchedPayment([property: Id(0)] string OperationId, [property: Id(1)] string IntentId, [property: Id(2)] UnmatchedPayment Payment) : ICommand;

/// <summary>How a dispute stands.</summary>
public static class DisputeOutcomes
{
    /// <summary>Not decided; the money is with the bank.</summary>
    public const string Open = "open";
    /// <summary>The payment stands.</summary>
    public const string Won = "won";
    /// <summary>The money went back for good.</summary>
    public const string Lost = "lost";
}

/// <summary>Stripe says how a dispute about an intent stands.</summary>
/// <param name="OperationId">The event's.</param>
/// <param name="DisputeId">Which.</param>
/// <param name="Cents">How much is disputed; null is all of it.</param>
/// <param name="Outcome">One of <see cref="DisputeOutcomes"/>.</param>
[GenerateSerializer, Immutable, Alias("wallet.intent-disputed.v1")]
public sealed record IntentDisputed(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string DisputeId,
    [property: Id(2)] long? Cents,
    [property: Id(3)] string Outcome) : ICommand;

/// <summary>A payment is disputed: takes back what <see cref="ReversePayment"/> would; or gives it again, where the dispute was won.</summary>
/// <param name="OperationId">The effect's.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Cents">How much of it.</param>
/// <param name="Credits">How many of its credits.</param>
/// <param name="CourseId">The course that goes or comes back; null where none does.</param>
/// <param name="ForCredits">Whether it paid for credits.</param>
/// <param name="Restores">Whether it gives again.</param>
[GenerateSerializer, Immutable, Alias("wallet.dispute-payment.v1")]
public sealed record DisputePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] long Cents,
    [property: Id(3)] long Credits,
    [property: Id(4)] string? CourseId,
    [property: Id(5)] bool ForCredits,
    [property: Id(6)] bool Restores) : ICommand;

/// <summary>Stripe says that an intent failed.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-failed.v1")]
public sealed record IntentFailed([property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string PaymentId) : ICommand;

/// <summary>Stripe says how much of an intent was refunded in all, in US cents.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-refunded.v1")]
public sealed record IntentRefunded([property: Id(0)] string OperationId, [property: Id(1)] long CentsInAll, [property: Id(2)] bool Wholly) : ICommand;

/// <summary>What a payment gave: the credits, or the course.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-given.v1")]
public sealed record IntentFulfillment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string PaymentId,
    [property: Id(3)] long Cents,
    [property: Id(4)] long Credits,
    [property: Id(5)] string? CourseId) : ICommand;

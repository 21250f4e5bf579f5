namespace XelaConnect.Payments;

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

namespace XelaConnect.Payments;

/// <summary>Purposes of card payments, as in the metadata of payment intents.</summary>
public static class PaymentPurposes
{
    /// <summary>Credits.</summary>
    public const string TopUp = "topup";
    /// <summary>A course.</summary>
    public const string Course = "course";
}

/// <summary>The order that a card payment pays.</summary>
/// <param name="Purpose">One of <see cref="PaymentPurposes"/>.</param>
/// <param name="Cents">The amount in US cents.</param>
/// <param name="Credits">The credits of a top-up; else 0.</param>
/// <param name="CourseId">The course; null for a top-up.</param>
/// <param name="Title">The title of the course, for the ledger; null where unknown.</param>
[GenerateSerializer, Immutable, Alias("wallet.order.v1")]
public sealed record Order(
    [property: Id(0)] string Purpose,
    [property: Id(1)] long Cents,
    [property: Id(2)] long Credits,
    [property: Id(3)] string? CourseId,
    [property: Id(4)] string? Title);

/// <summary>
/// Begins a card payment, as hosts of earlier versions ask for it. The wallet reads only the course id or the credits
/// of the order.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.begin-payment.v1")]
public sealed record BeginPayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] Order Order,
    [property: Id(2)] string CardToken) : ICommand;

/// <summary>Charges the card of a payment.</summary>
/// <param name="OperationId">The operation id of the outbox message.</param>
/// <param name="PaymentId">The payment; also the idempotency key at Stripe.</param>
/// <param name="UserId">The user whose wallet pays.</param>
/// <param name="Order">The order.</param>
/// <param name="CardToken">The card token.</param>
/// <param name="BegunAt">When the payment began; Stripe remembers an idempotency key for a day only.</param>
[GenerateSerializer, Immutable, Alias("wallet.charge-payment.v1")]
public sealed record ChargePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] string UserId,
    [property: Id(3)] Order Order,
    [property: Id(4)] string CardToken,
    [property: Id(5)] DateTimeOffset BegunAt) : ICommand;

/// <summary>
/// Fulfils a payment that succeeded. <paramref name="OperationId"/> is derived from the payment, so that it happens
/// once.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.settle-payment.v1")]
public sealed record SettlePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] string IntentId,
    [property: Id(3)] Order Order) : ICommand;

/// <summary>Records that a payment failed.</summary>
[GenerateSerializer, Immutable, Alias("wallet.fail-payment.v1")]
public sealed record FailPayment([property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] Fault Reason) : ICommand;

/// <summary>
/// Reverses <paramref name="Cents"/> of a refunded payment: takes back <paramref name="Credits"/> if it was <paramref
/// name="ForCredits"/>, and the course if one is named.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.reverse-payment.v1")]
public sealed record ReversePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] long Cents,
    [property: Id(3)] long Credits,
    [property: Id(4)] string? CourseId,
    [property: Id(5)] bool ForCredits) : ICommand;

/// <summary>
/// Reverses a disputed payment as <see cref="ReversePayment"/> does, or restores it when the dispute is won.
/// </summary>
/// <param name="OperationId">The operation id of the outbox message.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Cents">The disputed cents.</param>
/// <param name="Credits">The credits to take back or restore.</param>
/// <param name="CourseId">The course to revoke or restore, or null.</param>
/// <param name="ForCredits">Whether the payment was for credits.</param>
/// <param name="Restores">Whether it restores.</param>
[GenerateSerializer, Immutable, Alias("wallet.dispute-payment.v1")]
public sealed record DisputePayment(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string PaymentId,
    [property: Id(2)] long Cents,
    [property: Id(3)] long Credits,
    [property: Id(4)] string? CourseId,
    [property: Id(5)] bool ForCredits,
    [property: Id(6)] bool Restores) : ICommand;

namespace XelaConnect.Payments;

/// <summary>Purposes of card payments, as in the metadata of payment intents.</summary>
public static class PaymentPurposes
{
    /// <summary>Credits.</summary>
    public const string TopUp = "topup";
    /// <summary>A course.</summary>
    public const string Course = "course";
}

/// <summary>What a card payment pays: credits, or a course and its title if known. Cents are US cents.</summary>
[GenerateSerializer, Immutable, Alias("wallet.order.v1")]
public sealed record Order(
    [property: Id(0)] string Purpose, [property: Id(1)] long Cents, [property: Id(2)] long Credits,
    [property: Id(3)] string? CourseId, [property: Id(4)] string? Title);

/// <summary>Pays by card for a host of an earlier version; only course id or credits of the order are read.</summary>
[GenerateSerializer, Immutable, Alias("wallet.begin-payment.v1")]
public sealed record BeginPayment(
    [property: Id(0)] string OperationId, [property: Id(1)] Order Order, [property: Id(2)] string CardToken) : ICommand;

/// <summary>Charges a card. Stripe knows the payment id as idempotency key for a day from the beginning.</summary>
[GenerateSerializer, Immutable, Alias("wallet.charge-payment.v1")]
public sealed record ChargePayment(
    [property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] string UserId,
    [property: Id(3)] Order Order, [property: Id(4)] string CardToken, [property: Id(5)] DateTimeOffset BegunAt)
    : ICommand;

/// <summary>Fulfils a payment that succeeded. The operation id is the payment's own, so that it happens once.</summary>
[GenerateSerializer, Immutable, Alias("wallet.settle-payment.v1")]
public sealed record SettlePayment(
    [property: Id(0)] string OperationId, [property: Id(1)] string PaymentId,
    [property: Id(2)] string IntentId, [property: Id(3)] Order Order) : ICommand;

/// <summary>Records that a payment failed.</summary>
[GenerateSerializer, Immutable, Alias("wallet.fail-payment.v1")]
public sealed record FailPayment(
    [property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] Fault Reason)
    : ICommand;

/// <summary>Takes back what a refunded payment bought: credits, or the course if one is named.</summary>
[GenerateSerializer, Immutable, Alias("wallet.reverse-payment.v1")]
public sealed record ReversePayment(
    [property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] long Cents,
    [property: Id(3)] long Credits, [property: Id(4)] string? CourseId, [property: Id(5)] bool ForCredits) : ICommand;

/// <summary>Reverses a disputed payment, as <see cref="ReversePayment"/>, or restores it.</summary>
[GenerateSerializer, Immutable, Alias("wallet.dispute-payment.v1")]
public sealed record DisputePayment(
    [property: Id(0)] string OperationId, [property: Id(1)] string PaymentId, [property: Id(2)] long Cents,
    [property: Id(3)] long Credits, [property: Id(4)] string? CourseId, [property: Id(5)] bool ForCredits,
    [property: Id(6)] bool Restores) : ICommand;

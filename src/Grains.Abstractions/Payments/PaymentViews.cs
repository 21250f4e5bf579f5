namespace XelaConnect.Payments;

/// <summary>
/// The status of a card payment, and the balance. <paramref name="UnderWay"/>: the outcome is unknown yet.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.payment-view.v1")]
public sealed record PaymentView(
    [property: Id(0)] string PaymentId, [property: Id(1)] bool UnderWay, [property: Id(2)] long Credits);

/// <summary>The status of a payment intent.</summary>
/// <param name="Settled">Whether the payment was settled.</param>
/// <param name="RefundedCents">The refunded cents.</param>
/// <param name="IsFullyRefunded">Whether the payment is fully refunded.</param>
/// <param name="Disputed">Whether a dispute is open or lost.</param>
[GenerateSerializer, Immutable, Alias("wallet.intent-view.v1")]
public sealed record IntentView([property: Id(0)] bool Settled, [property: Id(1)] long RefundedCents, [property: Id(2)] bool IsFullyRefunded, [property: Id(3)] bool Disputed);

/// <summary>A payment that succeeded and could not be settled.</summary>
/// <param name="IntentId">The intent's id.</param>
/// <param name="Payment">The payment.</param>
/// <param name="HeldAt">When it was added to the list.</param>
/// <param name="Intent">The current status.</param>
[GenerateSerializer, Immutable, Alias("wallet.kept-payment-view.v1")]
public sealed record UnmatchedPaymentView(
    [property: Id(0)] string IntentId, [property: Id(1)] UnmatchedPayment Payment, [property: Id(2)] DateTimeOffset HeldAt, [property: Id(3)] IntentView Intent);

namespace XelaConnect.Payments;

/// <summary>A card payment and the balance. <paramref name="UnderWay"/>: the outcome is unknown yet.</summary>
[GenerateSerializer, Immutable, Alias("wallet.payment-view.v1")]
public sealed record PaymentView(
    [property: Id(0)] string PaymentId, [property: Id(1)] bool UnderWay, [property: Id(2)] long Credits);

/// <summary>The status of a payment intent. <paramref name="Disputed"/>: a dispute is open or lost.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-view.v1")]
public sealed record IntentView(
    [property: Id(0)] bool Settled, [property: Id(1)] long RefundedCents,
    [property: Id(2)] bool IsFullyRefunded, [property: Id(3)] bool Disputed);

/// <summary>A payment that succeeded and could not be settled, with the current status of its intent.</summary>
[GenerateSerializer, Immutable, Alias("wallet.kept-payment-view.v1")]
public sealed record UnmatchedPaymentView(
    [property: Id(0)] string IntentId, [property: Id(1)] UnmatchedPayment Payment,
    [property: Id(2)] DateTimeOffset HeldAt, [property: Id(3)] IntentView Intent);

namespace XelaConnect.Payments;

/// <summary>How a card payment stands. <paramref name="UnderWay"/>: not known yet.</summary>
[GenerateSerializer, Immutable, Alias("wallet.payment-view.v1")]
public sealed record PaymentView([property: Id(0)] string PaymentId, [property: Id(1)] bool UnderWay, [property: Id(2)] long Credits);

/// <summary>How a payment intent stands.</summary>
/// <param name="Settled">Whether what it paid for was given.</param>
/// <param name="ReturnedCents">How much was refunded.</param>
/// <param name="Wholly">Whether that is everything.</param>
/// <param name="Disputed">Whether a dispute is open or lost.</param>
[GenerateSerializer, Immutable, Alias("wallet.intent-view.v1")]
public sealed record IntentView([property: Id(0)] bool Settled, [property: Id(1)] long ReturnedCents, [property: Id(2)] bool Wholly, [property: Id(3)] bool Disputed);

/// <summary>A payment that was taken and could not be given.</summary>
/// <param name="IntentId">Its id at Stripe.</param>
/// <param name="Payment">What is known of it.</param>
/// <param name="KeptAt">Since when it is on the list.</param>
/// <param name="Intent">How it stands now.</param>
[GenerateSerializer, Immutable, Alias("wallet.kept-payment-view.v1")]
public sealed record UnmatchedPaymentView(
    [property: Id(0)] string IntentId, [property: Id(1)] UnmatchedPayment Payment, [property: Id(2)] DateTimeOffset KeptAt, [property: Id(3)] IntentView Intent);

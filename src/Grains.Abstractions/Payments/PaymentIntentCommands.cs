namespace XelaConnect.Payments;

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

namespace XelaConnect.Payments;

/// <summary>Records that an intent succeeded: the order by its metadata, with the amount that was paid.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-succeeded.v1")]
public sealed record IntentSucceeded(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string PaymentId,
    [property: Id(3)] Order Order, [property: Id(4)] string? Currency = null) : ICommand;

/// <summary>A payment held for one of <see cref="UnmatchedReasons"/>; null is not in the metadata.</summary>
[GenerateSerializer, Immutable, Alias("wallet.kept-payment.v1")]
public sealed record UnmatchedPayment(
    [property: Id(0)] string? UserId, [property: Id(1)] string? PaymentId, [property: Id(2)] string? Purpose,
    [property: Id(3)] long Cents, [property: Id(4)] string? Currency, [property: Id(5)] string Reason);

/// <summary>Reasons why a successful payment was not settled.</summary>
public static class UnmatchedReasons
{
    /// <summary>The metadata name no operation.</summary>
    public const string NoOperation = "no_operation_id";
    /// <summary>The metadata name no user, or an unknown one.</summary>
    public const string UnknownUser = "unknown_user";
    /// <summary>The metadata name no order, or an unknown course.</summary>
    public const string UnknownOrder = "unknown_order";
    /// <summary>The amount is not the price of the order.</summary>
    public const string AmountDiffers = "amount_differs";
    /// <summary>The currency is not US dollars.</summary>
    public const string CurrencyDiffers = "currency_differs";
}

/// <summary>Holds a payment for staff.</summary>
[GenerateSerializer, Immutable, Alias("wallet.keep-payment.v1")]
public sealed record HoldUnmatchedPayment(
    [property: Id(0)] string OperationId, [property: Id(1)] UnmatchedPayment Payment) : ICommand;

/// <summary>Adds a held payment to the list for staff.</summary>
[GenerateSerializer, Immutable, Alias("wallet.list-kept-payment.v1")]
public sealed record ListUnmatchedPayment([property: Id(0)] string OperationId,
    [property: Id(1)] string IntentId, [property: Id(2)] UnmatchedPayment Payment) : ICommand;

/// <summary>Outcomes of disputes.</summary>
public static class DisputeOutcomes
{
    /// <summary>Undecided; the bank holds the money.</summary>
    public const string Open = "open";
    /// <summary>Decided for the seller.</summary>
    public const string Won = "won";
    /// <summary>Decided for the cardholder.</summary>
    public const string Lost = "lost";
}

/// <summary>Records one of <see cref="DisputeOutcomes"/> of a dispute; null cents dispute the whole payment.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-disputed.v1")]
public sealed record IntentDisputed(
    [property: Id(0)] string OperationId, [property: Id(1)] string DisputeId,
    [property: Id(2)] long? Cents, [property: Id(3)] string Outcome) : ICommand;

/// <summary>Records that an intent failed.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-failed.v1")]
public sealed record IntentFailed(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string PaymentId)
    : ICommand;

/// <summary>Records the total refund of an intent, in US cents, and whether it is a full refund.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-refunded.v1")]
public sealed record IntentRefunded(
    [property: Id(0)] string OperationId, [property: Id(1)] long TotalCents, [property: Id(2)] bool IsFull) : ICommand;

/// <summary>Reports what a payment bought: credits or a course.</summary>
[GenerateSerializer, Immutable, Alias("wallet.intent-given.v1")]
public sealed record IntentFulfillment(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string PaymentId,
    [property: Id(3)] long Cents, [property: Id(4)] long Credits, [property: Id(5)] string? CourseId) : ICommand;

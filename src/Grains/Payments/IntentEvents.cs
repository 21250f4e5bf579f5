using XelaConnect.Payments;

namespace XelaConnect.Grains.Payments;

/// <summary>What happens to a payment intent.</summary>
internal abstract record IntentEvent;

internal sealed record IntentPaid(string UserId, string PaymentId) : IntentEvent;

internal sealed record IntentUnpaid(string PaymentId) : IntentEvent;

internal sealed record IntentHeld(UnmatchedPayment Payment) : IntentEvent;

internal sealed record IntentDisputeRecorded(string DisputeId, long? Cents, string Outcome) : IntentEvent;

internal sealed record IntentRefundRecorded(long CentsInAll, bool Wholly) : IntentEvent;

internal sealed record IntentFulfilled(string UserId, string PaymentId, long Cents, long Credits, string? CourseId) : IntentEvent;

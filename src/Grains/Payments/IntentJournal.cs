namespace XelaConnect.Grains.Payments;

[JsonDerivedType(typeof(IntentPaid), "wallet.intent-paid.v1")]
[JsonDerivedType(typeof(IntentFailedRecorded), "wallet.intent-unpaid.v1")]
[JsonDerivedType(typeof(IntentHeld), "wallet.intent-kept.v1")]
[JsonDerivedType(typeof(IntentDisputeRecorded), "wallet.intent-dispute-noted.v1")]
[JsonDerivedType(typeof(IntentRefundRecorded), "wallet.intent-returned.v1")]
[JsonDerivedType(typeof(IntentFulfilled), "wallet.intent-gave.v1")]
internal abstract record IntentEvent;
internal sealed record IntentPaid(string UserId, string PaymentId) : IntentEvent;
internal sealed record IntentFailedRecorded(string PaymentId) : IntentEvent;
internal sealed record IntentHeld(UnmatchedPayment Payment) : IntentEvent;
internal sealed record IntentDisputeRecorded(string DisputeId, long? Cents, string Outcome) : IntentEvent;
internal sealed record IntentRefundRecorded(long CentsInAll, bool Wholly) : IntentEvent;
internal sealed record IntentFulfilled(string UserId, string PaymentId, long Cents, long Credits, string? CourseId)
    : IntentEvent;

internal static class IntentJournal
{
    public static readonly JournalDefinition<IntentState, IntentEvent> Intent = new()
    {
        Name = "wallet.payment-intent",
        Empty = static id => new IntentState(id),
        Apply = IntentState.Apply,
        Events = new EventCodec<IntentEvent>(PaymentsJson.Default),
    };
}

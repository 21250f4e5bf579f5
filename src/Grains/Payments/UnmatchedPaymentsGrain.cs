namespace XelaConnect.Grains.Payments;

/// <summary>The list is the journal. The status of each payment is read from its intent.</summary>
[GrainType("kept-payments"), Reentrant]
internal sealed partial class UnmatchedPaymentsGrain(
    Journal<UnmatchedPaymentsState, UnmatchedPaymentsEvent> journal, ILogger<UnmatchedPaymentsGrain> log)
    : EventSourcedGrain<UnmatchedPaymentsState, UnmatchedPaymentsEvent>(journal), IUnmatchedPaymentsGrain
{
    public Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command) =>
        Handle(command, static (_, c, _) => new PaymentListed(c.IntentId, c.Payment));

    public async Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit)
    {
        var listed = await Journal.PageAsync(cursor, limit, static recorded => recorded);
        if (!listed.IsOk) return listed.Fault;
        var views = await Task.WhenAll(listed.Value.Items.Select(ViewAsync));
        return new Page<UnmatchedPaymentView>([.. views], listed.Value.NextCursor);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<UnmatchedPaymentsEvent>> events)
    {
        foreach (var e in events.Select(static recorded => (PaymentListed)recorded.Event))
            LogHeld(log, e.IntentId, e.Payment.Reason);
    }

    private async Task<UnmatchedPaymentView> ViewAsync(EventEnvelope<UnmatchedPaymentsEvent> recorded)
    {
        var (intentId, payment) = (PaymentListed)recorded.Event;
        return new(intentId, payment, recorded.At, await GrainFactory.PaymentIntent(intentId).GetAsync());
    }

    [LoggerMessage(2503, LogLevel.Error,
        "Payment intent {IntentId} succeeded but could not be settled ({Reason}); it is held for staff")]
    private static partial void LogHeld(ILogger log, string intentId, string reason);
}

[JsonDerivedType(typeof(PaymentListed), "wallet.payment-listed.v1")]
internal abstract record UnmatchedPaymentsEvent;
internal sealed record PaymentListed(string IntentId, UnmatchedPayment Payment) : UnmatchedPaymentsEvent;

/// <summary>The number of entries, which are the journal.</summary>
internal sealed record UnmatchedPaymentsState(string Key)
{
    public long Count { get; init; }
}

/// <summary>Kept for ever, since each entry is somebody's money.</summary>
internal static class UnmatchedPaymentsJournal
{
    public static readonly JournalDefinition<UnmatchedPaymentsState, UnmatchedPaymentsEvent> List = new()
    {
        Name = "wallet.kept-payments",
        Empty = static key => new UnmatchedPaymentsState(key),
        Apply = static (list, _) => list with { Count = list.Count + 1 },
        Events = new EventCodec<UnmatchedPaymentsEvent>(PaymentsJson.Default),
        Snapshot = PaymentsJson.Default.UnmatchedPaymentsState,
    };
}

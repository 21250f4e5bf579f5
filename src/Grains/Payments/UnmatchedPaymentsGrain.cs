using System.Globalization;

namespace XelaConnect.Grains.Payments;

/// <summary>
/// The list is the journal, so a page is a range of it. The status of each payment is read from its intent.
/// </summary>
[GrainType("kept-payments"), Reentrant]
internal sealed partial class UnmatchedPaymentsGrain(
    Journal<UnmatchedPaymentsState, UnmatchedPaymentsEvent> journal, ILogger<UnmatchedPaymentsGrain> log)
    : EventSourcedGrain<UnmatchedPaymentsState, UnmatchedPaymentsEvent>(journal), IUnmatchedPaymentsGrain
{
    public Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command) => Handle(command, UnmatchedPaymentsRules.Add);

    public async Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit)
    {
        var before = Committed.Count + 1;
        if (cursor is not null && (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 1))
            return WalletFaults.BadCursor;
        before = Math.Min(before, Committed.Count + 1);
        if (before == 1) return new Page<UnmatchedPaymentView>([], null);
        var page = await Journal.ReadBeforeAsync(0, before, limit);
        var views = await Task.WhenAll(Enumerable.Reverse(page).Select(ViewAsync));
        var more = page.Length > 0 && page[0].Seq > 1;
        return new Page<UnmatchedPaymentView>(
            [.. views], more ? page[0].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<UnmatchedPaymentsEvent>> events)
    {
        foreach (var recorded in events)
            if (recorded.Event is PaymentListed e) LogHeld(log, e.IntentId, e.Payment.Reason);
    }

    private async Task<UnmatchedPaymentView> ViewAsync(EventEnvelope<UnmatchedPaymentsEvent> recorded)
    {
        var listed = (PaymentListed)recorded.Event;
        var intent = await GrainFactory.PaymentIntent(listed.IntentId).GetAsync();
        return new UnmatchedPaymentView(listed.IntentId, listed.Payment, recorded.At, intent);
    }

    [LoggerMessage(2503, LogLevel.Error,
        "Payment intent {IntentId} succeeded but could not be settled ({Reason}); it is held for staff")]
    private static partial void LogHeld(ILogger log, string intentId, string reason);
}

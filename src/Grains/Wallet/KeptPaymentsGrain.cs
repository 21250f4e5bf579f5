using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>The list is the journal, so a page is a range of it. How a payment stands now is asked of its intent when the page is read.</summary>
[GrainType("kept-payments"), Reentrant]
internal sealed partial class KeptPaymentsGrain(Journal<KeptPaymentsState, KeptPaymentsEvent> journal, ILogger<KeptPaymentsGrain> log)
    : DurableGrain<KeptPaymentsState, KeptPaymentsEvent>(journal), IKeptPaymentsGrain
{
    public Task<Outcome<Done>> AddAsync(ListKeptPayment command) => Handle(command, KeptPaymentsRules.Add);

    public async Task<Outcome<Page<KeptPaymentView>>> ListAsync(string? cursor, int limit)
    {
        var before = Committed.Count + 1;
        if (cursor is not null && (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 1))
            return WalletFaults.BadCursor;
        before = Math.Min(before, Committed.Count + 1);
        if (before == 1) return new Page<KeptPaymentView>([], null);
        var page = await Journal.ReadBeforeAsync(0, before, limit);
        var views = await Task.WhenAll(Enumerable.Reverse(page).Select(ViewAsync));
        var more = page.Length > 0 && page[0].Seq > 1;
        return new Page<KeptPaymentView>([.. views], more ? page[0].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    protected override void OnCommitted(ImmutableArray<Recorded<KeptPaymentsEvent>> events)
    {
        foreach (var recorded in events)
            if (recorded.Event is PaymentListed e) LogKept(log, e.IntentId, e.Payment.Reason);
    }

    private async Task<KeptPaymentView> ViewAsync(Recorded<KeptPaymentsEvent> recorded)
    {
        var listed = (PaymentListed)recorded.Event;
        var intent = await GrainFactory.GetGrain<IPaymentIntentGrain>(listed.IntentId).GetAsync();
        return new KeptPaymentView(listed.IntentId, listed.Payment, recorded.At, intent);
    }

    [LoggerMessage(2503, LogLevel.Error, "The payment intent {IntentId} was paid and could not be given ({Reason}); it is kept for staff.")]
    private static partial void LogKept(ILogger log, string intentId, string reason);
}

/// <summary>Decisions about the list.</summary>
internal static class KeptPaymentsRules
{
    public static Decision<KeptPaymentsEvent> Add(KeptPaymentsState list, ListKeptPayment command, DateTimeOffset now) =>
        new PaymentListed(command.IntentId, command.Payment);
}

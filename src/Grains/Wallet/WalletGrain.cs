using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

[GrainType("wallet"), Reentrant]
internal sealed partial class WalletGrain(Journal<WalletState, WalletEvent> journal, IPaymentGateway gateway, Plans plans, WalletMetrics metrics, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<WalletGrain> log)
    : EventSourcedGrain<WalletState, WalletEvent>(journal), IWalletGrain
{
    public Task<WalletView> GetAsync() => Task.FromResult(View(Committed));

    public Task<CourseGrant?> GrantAsync(string courseId) =>
        Task.FromResult(Committed.Grants.TryGetValue(courseId, out var grant) ? new CourseGrant(courseId, grant.Source, grant.At) : null);

    public async Task<Outcome<Page<WalletEntry>>> EntriesAsync(string? cursor, int limit)
    {
        var before = Committed.Version + 1;
        if (cursor is not null && (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 1)) return WalletFaults.BadCursor;
        // Between entries the journal holds the few events of payments that were begun or failed, so one look is nearly always enough.
        var found = ImmutableArray.CreateBuilder<(long Seq, WalletEntry Entry)>(limit + 1);
        while (found.Count <= limit && before > 1 && await Journal.ReadBeforeAsync(0, before, limit + 1) is { IsEmpty: false } page)
        {
            for (var i = page.Length - 1; i >= 0 && found.Count <= limit; i--)
                if (page[i].Event is EntryPosted posted) found.Add((page[i].Seq, EntryOf(page[i], posted)));
            before = page[0].Seq;
        }
        var more = found.Count > limit;
        if (more) found.Count = limit;
        return new Page<WalletEntry>([.. found.Select(static f => f.Entry)], more ? found[^1].Seq.ToString(CultureInfo.InvariantCulture) : null);
    }

    public Task<Outcome<WalletView>> PurchaseAsync(PurchaseCourse command) => Handle(command, WalletRules.Purchase, View);

    public Task<Outcome<BoostView>> BoostAsync(BuyBoost command) => Handle(
        command, (wallet, c, now) => WalletRules.Boost(wallet, c, now, plans),
        static (wallet, events) => events[0].Event is EntryPosted { BoostedUntil: { } until } e ? new BoostView(until, e.Balance) : throw new InvalidDataException("A boost has an end."));

    public Task<Outcome<AiSessionView>> AiSessionAsync(BuyAiSession command) => Handle(
        command, (wallet, c, now) => WalletRules.AiSession(wallet, c, now, plans),
        (wallet, events) => events[0].Event is EntryPosted { AiDay: { } day } e
            ? new AiSessionView(plans.AiSessionMessages, new DateTimeOffset(day.AddDays(1), default, TimeSpan.Zero), e.Balance)
            : throw new InvalidDataException("An AI session has a day."));

    public Task<Outcome<WalletView>> CreditAsync(CreditWallet command) => Handle(command, WalletRules.Credit, View);

    public Task<Outcome<WalletView>> DebitAsync(DebitWallet command) => Handle(command, WalletRules.Debit, View);

    public Task<Outcome<Done>> SettleAsync(SettlePayment command) => Handle(command, (wallet, c, _) => PaymentRules.Settle(wallet, c, plans));

    public Task<Outcome<Done>> FailAsync(FailPayment command) => Handle(command, PaymentRules.Fail);

    public Task<Outcome<Done>> ReverseAsync(ReversePayment command) => Handle(command, PaymentRules.Reverse);

    private WalletView View(WalletState wallet) =>
        new(wallet.Balance, wallet.Owed, wallet.BoostedUntil, wallet.AiMessagesOn(UtcDay.Of(time.GetUtcNow())));

    private static WalletEntry EntryOf(EventEnvelope<WalletEvent> recorded, EntryPosted e) =>
        new(Ids.NewAt("entry", recorded.At, recorded.Seq, recorded.Op ?? ""), e.Amount, e.Cause, e.Reference, e.Balance, recorded.At);
}

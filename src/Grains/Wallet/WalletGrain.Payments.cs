using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Card payments: begun and stored here, charged outside, settled by whoever hears of it first.</summary>
internal sealed partial class WalletGrain
{
    /// <summary>How long an answer waits for the card; after it the payment is under way.</summary>
    private static readonly TimeSpan UndecidedDeadline = TimeSpan.FromSeconds(5);

    /// <summary>Stripe keeps an idempotency key for 24 hours; a charge that is asked for later could be a second one.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(23);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>Begun by this activation and not asked for yet: only of these is it known that nothing was sent before.</summary>
    private readonly HashSet<string> fresh = new(StringComparer.Ordinal);

    /// <summary>Charges under way, and when the next try of an undecided one is due.</summary>
    private readonly Dictionary<string, Attempt> attempts = new(StringComparer.Ordinal);

    private readonly Signal decided = new();

    public async Task<Outcome<PaymentView>> PayAsync(BeginPayment command)
    {
        if (!gateway.IsConfigured) return WalletFaults.NotConfigured;
        var deadline = time.GetUtcNow() + UndecidedDeadline;
        // A try that never reached Stripe may be made again under the same operation: it is another payment then.
        var first = Ids.Of("payment", $"{command.OperationId}/{Key}");
        var tries = Committed.Failures.Count(f => f.Reason.Kind == FaultKind.Unavailable && f.PaymentId.StartsWith(first, StringComparison.Ordinal));
        var paymentId = tries == 0 ? first : $"{first}-{tries}";
        fresh.Add(paymentId);
        var begun = await Handle(command with { OperationId = $"{paymentId}/begin" }, (wallet, c, now) => PaymentRules.Begin(wallet, c, paymentId, now));
        if (!Committed.Payments.ContainsKey(paymentId)) fresh.Remove(paymentId);
        if (!begun.IsOk) return begun.Fault;

        // Someone else's request for the same course may be the one that pays; then this one hears what becomes of it.
        var awaited = command.Order.CourseId is { } course && Committed.PaymentFor(course) is { } running ? running : paymentId;
        while (Committed.Payments.ContainsKey(awaited) && deadline - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            try { await decided.Next.WaitAsync(left, time); }
            catch (TimeoutException) { break; }
        }
        if (Committed.Payments.ContainsKey(awaited)) return new PaymentView(awaited, UnderWay: true, Committed.Balance);
        if (Committed.Failures.FirstOrDefault(f => f.PaymentId == awaited) is { } failed) return failed.Reason;
        return new PaymentView(awaited, UnderWay: false, Committed.Balance);
    }

    public async Task<Outcome<Done>> ChargeAsync(ChargePayment command)
    {
        var payment = command.PaymentId;
        if (!Committed.Payments.ContainsKey(payment))
        {
            attempts.Remove(payment);
            return Done.Instance;
        }
        var now = time.GetUtcNow();
        if (now - command.BegunAt > KeyLifetime)
        {
            WalletLog.Abandoned(log, payment, KeyLifetime.TotalHours);
            return await FailAsync(new FailPayment(IntentRules.FailureOf(payment), payment, WalletFaults.PaymentExpired));
        }
        var attempt = attempts.GetValueOrDefault(payment) ?? new Attempt(0, now, Running: false);
        if (attempt.Running || now < attempt.Due) return WalletFaults.PaymentUndecided;

        var nothingBefore = fresh.Remove(payment);
        attempts[payment] = attempt with { Running = true };
        var result = await ChargedAsync(command, attempt);
        metrics.Charged(result.Status);
        switch (result.Status)
        {
            case ChargeStatus.Succeeded:
                attempts.Remove(payment);
                return await SettleAsync(new SettlePayment(IntentRules.SettlementOf(payment), payment, result.IntentId!, command.Order));
            case ChargeStatus.Declined:
            case ChargeStatus.NotSent when nothingBefore:
                attempts.Remove(payment);
                return await FailAsync(new FailPayment(IntentRules.FailureOf(payment), payment, result.Reason!));
            default:
                WalletLog.Undecided(log, payment, attempt.Made + 1);
                return WalletFaults.PaymentUndecided;
        }
    }

    public Task<Order?> OrderAsync(string paymentId) => Task.FromResult(Committed.Payments.GetValueOrDefault(paymentId)?.Order);

    public Task<Outcome<Done>> DisputeAsync(DisputePayment command) => Handle(command, PaymentRules.Dispute);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<WalletEvent>> events)
    {
        metrics.Posted(events);
        if (!events.Any(static e => e.Event is EntryPosted { PaymentId: not null } or PaymentFailed)) return;
        decided.Raise();
    }

    private async Task<ChargeResult> ChargedAsync(ChargePayment command, Attempt attempt)
    {
        try
        {
            return await gateway.ChargeAsync(command);
        }
        finally
        {
            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempt.Made, 10)));
            attempts[command.PaymentId] = new Attempt(attempt.Made + 1, time.GetUtcNow() + pause, Running: false);
        }
    }

    private sealed record Attempt(int Made, DateTimeOffset Due, bool Running);
}

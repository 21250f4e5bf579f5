using XelaConnect.Grains.Payments;

namespace XelaConnect.Grains.Wallet;

[GrainType("wallet"), Reentrant]
internal sealed class WalletGrain(
    Journal<WalletState, WalletEvent> journal, CardCharges charges, Plans plans, WalletMetrics metrics,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<WalletState, WalletEvent>(journal), IWalletGrain
{
    public Task<WalletView> GetAsync() => Task.FromResult(View(Committed));
    public Task<CourseGrant?> GrantAsync(string courseId) => Task.FromResult(GrantOf(courseId));

    public Task<Outcome<Page<WalletEntry>>> EntriesAsync(string? cursor, int limit) =>
        Journal.PageAsync(cursor, limit, EntryOf);

    public async Task<Outcome<CoursePurchase>> BuyCourseAsync(BuyCourse command)
    {
        if (!Ids.IsOf("course", command.CourseId)) return CourseFaults.Unknown;
        var offered = GrainFactory.Course(command.CourseId).OfferAsync();
        var subscription = GrainFactory.Subscription(Key).GetAsync();
        var progress = GrainFactory.Learner(Key).GetAsync(command.CourseId);
        await Task.WhenAll(offered, subscription, progress);
        if (await offered is not { IsOk: true, Value: { } offer }) return CourseFaults.Unknown;
        var plan = (await subscription).Plan;
        var isPending = command.Method == PurchaseMethods.Card
            ? (await PayAsync(command.OperationId, Buy, command.CourseId)).Then(static paid => paid.UnderWay)
            : (await Handle(command, (wallet, _, now) => Buy(wallet, "", now))).Then(static _ => false);
        if (!isPending.IsOk) return isPending.Fault;
        var access = CourseAccess.Of(offer.Course, plan, GrantOf(command.CourseId), await progress);
        return new CoursePurchase(access, isPending.Value);

        Decision<WalletEvent> Buy(WalletState wallet, string paymentId, DateTimeOffset now) =>
            PurchaseRules.Buy(wallet, command, offer, plan, paymentId, now);
    }

    public Task<Outcome<PaymentView>> TopUpAsync(TopUpWallet command) =>
        PayAsync(command.OperationId, (wallet, id, now) => PaymentRules.TopUp(wallet, command, id, plans, now));

    public async Task<Outcome<WalletView>> PurchaseAsync(PurchaseCourse command)
    {
        var method = command.Source == GrantSources.Credits ? PurchaseMethods.Credits : PurchaseMethods.Enroll;
        var bought = await BuyCourseAsync(new BuyCourse(command.OperationId, command.CourseId, method));
        return bought.Then(_ => View(Committed));
    }

    public async Task<Outcome<PaymentView>> PayAsync(BeginPayment command)
    {
        var (operation, order, token) = (command.OperationId, command.Order, command.CardToken);
        if (order.CourseId is not { } course)
            return await TopUpAsync(new TopUpWallet(operation, (int)Math.Clamp(order.Credits, 0, int.MaxValue), token));
        var bought = await BuyCourseAsync(new BuyCourse(operation, course, PurchaseMethods.Card, token));
        return bought.Then(purchase => new PaymentView("", purchase.IsPending, Committed.Balance));
    }

    public async Task<Outcome<Done>> ChargeAsync(ChargePayment command)
    {
        var payment = command.PaymentId;
        if (!Committed.Payments.ContainsKey(payment))
        {
            charges.Forget(payment);
            return Done.Instance;
        }
        return await charges.ChargeAsync(command) switch
        {
            { Status: ChargeStatus.Succeeded, IntentId: { } intent } =>
                await SettleAsync(new SettlePayment(IntentRules.SettlementOf(payment), payment, intent, command.Order)),
            { Status: ChargeStatus.Declined, Reason: { } reason } =>
                await FailAsync(new FailPayment(IntentRules.FailureOf(payment), payment, reason)),
            _ => WalletFaults.PaymentUndecided,
        };
    }

    public Task<Outcome<Done>> SettleAsync(SettlePayment command) =>
        Handle(command, (wallet, c, _) => PaymentRules.Settle(wallet, c, plans));

    public Task<Order?> OrderAsync(string paymentId) =>
        Task.FromResult(Committed.Payments.GetValueOrDefault(paymentId)?.Order);

    public Task<Outcome<Done>> FailAsync(FailPayment command) => Handle(command, PaymentRules.Fail);
    public Task<Outcome<Done>> ReverseAsync(ReversePayment command) => Handle(command, PaymentRules.Reverse);
    public Task<Outcome<Done>> DisputeAsync(DisputePayment command) => Handle(command, PaymentRules.Dispute);

    public Task<Outcome<BoostView>> BoostAsync(BuyBoost command) => Handle(
        command, (wallet, c, now) => WalletRules.Boost(wallet, c, now, plans), static (_, events) =>
        {
            var entry = (EntryPosted)events[0].Event;
            return new BoostView(entry.BoostedUntil!.Value, entry.Balance);
        });

    public async Task<Outcome<AiSessionView>> AiSessionAsync(BuyAiSession command)
    {
        var plan = (await GrainFactory.Subscription(Key).GetAsync()).Plan;
        return await Handle(command, (w, c, now) => WalletRules.AiSession(w, c, now, plans, plan), (_, events) =>
        {
            var entry = (EntryPosted)events[0].Event;
            var end = new DateTimeOffset(entry.AiDay!.Value.AddDays(1), default, TimeSpan.Zero);
            return new AiSessionView(plans.AiSessionMessages, end, entry.Balance);
        });
    }

    public Task<Outcome<WalletView>> CreditAsync(CreditWallet command) => Handle(command, WalletRules.Credit, View);
    public Task<Outcome<WalletView>> DebitAsync(DebitWallet command) => Handle(command, WalletRules.Debit, View);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<WalletEvent>> events)
    {
        metrics.Posted(events);
        if (events.Any(static e => e.Event is EntryPosted { PaymentId: not null } or PaymentFailed)) charges.Decided();
    }

    /// <summary>Begins a payment and waits for its outcome, or for that of a pending one for the same course.</summary>
    private async Task<Outcome<PaymentView>> PayAsync(string operationId,
        Func<WalletState, string, DateTimeOffset, Decision<WalletEvent>> rule, string? courseId = null)
    {
        var deadline = charges.NewDeadline();
        var paymentId = PaymentRules.PaymentIdOf(Committed, operationId);
        var begun = await Journal.HandleAsync($"{paymentId}/begin", Begin, static (_, _) => Done.Instance);
        if (!Committed.Payments.ContainsKey(paymentId)) charges.Forget(paymentId);
        if (!begun.IsOk) return begun.Fault;

        var awaited = courseId is not null && Committed.PaymentFor(courseId) is { } pending ? pending : paymentId;
        await charges.WaitAsync(IsPending, deadline);
        var failed = Committed.Failures.FirstOrDefault(f => f.PaymentId == awaited);
        if (failed is not null && !IsPending()) return failed.Reason;
        return new PaymentView(awaited, IsPending(), Committed.Balance);

        Decision<WalletEvent> Begin(WalletState wallet, DateTimeOffset now)
        {
            var decision = rule(wallet, paymentId, now);
            if (decision.Events is not [PaymentBegun]) return decision;
            if (!charges.IsConfigured) return WalletFaults.NotConfigured;
            charges.Begin(paymentId);
            return decision;
        }

        bool IsPending() => Committed.Payments.ContainsKey(awaited) && (courseId is null || !Committed.Owns(courseId));
    }

    private CourseGrant? GrantOf(string courseId) =>
        Committed.Grants.TryGetValue(courseId, out var grant) ? new(courseId, grant.Source, grant.At) : null;

    private WalletView View(WalletState wallet) =>
        new(wallet.Balance, wallet.Debt, wallet.BoostedUntil, wallet.AiMessagesOn(UtcDay.Of(time.GetUtcNow())));

    private static WalletEntry? EntryOf(EventEnvelope<WalletEvent> recorded)
    {
        if (recorded.Event is not EntryPosted e) return null;
        var id = Ids.NewAt("entry", recorded.At, recorded.Seq, recorded.Op ?? "");
        return new WalletEntry(id, e.Amount, e.Cause, e.Reference, e.Balance, recorded.At);
    }
}

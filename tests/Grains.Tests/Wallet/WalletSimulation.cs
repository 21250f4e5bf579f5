using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Grains.Wallet;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Wallet;

/// <summary>
/// Wallets, payment intents, a Stripe that decides each payment once, and everything on its way between them: delivered in any order, more
/// than once, or lost and sent again. An operation is applied once for each receiver, as the kernel does it.
/// </summary>
internal sealed class WalletSimulation(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HashSet<(string Receiver, string Operation)> applied = [];
    private readonly List<object> underway = [];
    private DateTimeOffset now = Start;

    public Random Random { get; } = new(seed);
    public Plans Plans { get; } = Plans.Default;
    public Dictionary<string, WalletState> Wallets { get; } = [];
    public Dictionary<string, IntentState> Intents { get; } = [];
    public Dictionary<string, List<EntryPosted>> Entries { get; } = [];
    public Dictionary<string, Charge> Stripe { get; } = [];
    public List<string> Kept { get; } = [];
    public int Underway => underway.Count;

    public WalletState Wallet(string user) => Wallets.GetValueOrDefault(user) ?? new WalletState(user);

    public void Send(object message) => underway.Add(message);

    /// <summary>Delivers, repeats or loses a random message.</summary>
    public void DeliverOne()
    {
        if (underway.Count == 0) return;
        var index = FirstOfItsQueue(Random.Next(underway.Count));
        var message = underway[index];
        var fate = Random.Next(10);
        if (fate == 0) return;
        if (Deliver(message) && fate != 1) underway.RemoveAt(index);
    }

    /// <summary>Delivers until no message is left: lost ones are repeated, unknown outcomes are resolved.</summary>
    public void DeliverAll()
    {
        for (var left = 10_000; underway.Count > 0; left--)
        {
            left.ShouldBeGreaterThan(0, "messages do not come to an end");
            var index = FirstOfItsQueue(Random.Next(underway.Count));
            if (Deliver(underway[index])) underway.RemoveAt(index);
        }
    }

    /// <summary>Messages of one intent to one wallet arrive in order, as the outbox delivers them; all others in any order.</summary>
    private int FirstOfItsQueue(int index)
    {
        var first = underway.FindIndex(message => QueueOf(message) is { } queue && queue == QueueOf(underway[index]));
        return first < 0 ? index : first;

        static string? QueueOf(object message) => message switch
        {
            OutboxMessage { Command: ReversePayment c } => c.PaymentId,
            OutboxMessage { Command: DisputePayment c } => c.PaymentId,
            _ => null,
        };
    }

    public Fault? Purchase(string user, BuyCourse command, CourseOffer offer) =>
        OnWallet(user, command, (wallet, c, at) => PurchaseRules.Buy(wallet, c, offer, Plans.Of(Tiers.Free), "", at));

    public Fault? Boost(string user, BuyBoost command) =>
        OnWallet(user, command, (wallet, c, at) => WalletRules.Boost(wallet, c, at, Plans));

    public Fault? Credit(string user, CreditWallet command) => OnWallet(user, command, WalletRules.Credit);

    public Fault? Debit(string user, DebitWallet command) => OnWallet(user, command, WalletRules.Debit);

    public Fault? Pay(string user, string paymentId, Order order) =>
        OnWallet(user, new BeginPayment($"{paymentId}/begin", order, "pm_card"),
            (wallet, c, at) => PaymentRules.Begin(wallet, c.Order, c.CardToken, paymentId, at));

    public Fault? Settle(string user, SettlePayment command) =>
        OnWallet(user, command, (wallet, c, _) => PaymentRules.Settle(wallet, c, Plans));

    /// <summary>A refund at Stripe, which sends a webhook.</summary>
    public void Refund(Charge charge, long cents)
    {
        charge.Refunded = Math.Min(charge.Order.Cents, charge.Refunded + cents);
        Send(new WebhookEvent(
            charge.IntentId, new IntentRefunded(
            $"stripe/evt_refund_{charge.PaymentId}_{charge.Refunded}", charge.Refunded, charge.Refunded == charge.Order.Cents)));
    }

    /// <summary>A dispute and its outcome, each with a webhook of Stripe.</summary>
    public void Dispute(Charge charge, long? cents)
    {
        var id = $"dp_{charge.PaymentId}_{charge.Disputes.Count}";
        charge.Disputes.Add(id, (cents, DisputeOutcomes.Open));
        Send(new WebhookEvent(charge.IntentId, new IntentDisputed($"stripe/evt_{id}_created", id, cents, DisputeOutcomes.Open)));
    }

    public void Decide(Charge charge, string dispute, string outcome)
    {
        var cents = charge.Disputes[dispute].Cents;
        charge.Disputes[dispute] = (cents, outcome);
        Send(new WebhookEvent(charge.IntentId, new IntentDisputed($"stripe/evt_{dispute}_closed", dispute, cents, outcome)));
    }

    /// <summary>The wallet no longer waits for a payment that Stripe has taken, whose webhook is still on its way.</summary>
    public void GiveUp(string user, string paymentId)
    {
        if (!Wallet(user).Payments.TryGetValue(paymentId, out var payment) || Stripe.ContainsKey(paymentId)) return;
        Stripe.Add(paymentId, new Charge(paymentId, $"pi_{paymentId}", user, payment.Order, paid: true));
        Send(new WebhookEvent($"pi_{paymentId}", new IntentSucceeded($"stripe/evt_{paymentId}", user, paymentId, payment.Order)));
        OnWallet(user, new FailPayment(IntentRules.FailureOf(paymentId), paymentId, WalletFaults.PaymentExpired), PaymentRules.Fail);
    }

    private bool Deliver(object message)
    {
        now += TimeSpan.FromMilliseconds(1);
        switch (message)
        {
            case OutboxMessage { Command: ChargePayment c }: return Charged(c);
            case OutboxMessage { Command: SettlePayment c } e: Settle(e.Target, c); break;
            case OutboxMessage { Command: FailPayment c } e: OnWallet(e.Target, c, PaymentRules.Fail); break;
            case OutboxMessage { Command: ReversePayment c } e: OnWallet(e.Target, c, PaymentRules.Reverse); break;
            case OutboxMessage { Command: DisputePayment c } e: OnWallet(e.Target, c, PaymentRules.Dispute); break;
            case OutboxMessage { Command: ListUnmatchedPayment c }: Kept.Add(c.IntentId); break;
            case OutboxMessage { Command: IntentFulfillment c } e: OnIntent(e.Target, c, IntentRules.Fulfilled); break;
            case WebhookEvent { Says: IntentSucceeded c } w:
                OnIntent(w.IntentId, c, static (intent, command, _) => IntentRules.Succeeded(intent, command, command.Order)); break;
            case WebhookEvent { Says: IntentDisputed c } w: OnIntent(w.IntentId, c, IntentRules.Disputed); break;
            case WebhookEvent { Says: IntentFailed c } w: OnIntent(w.IntentId, c, IntentRules.Failed); break;
            case WebhookEvent { Says: IntentRefunded c } w: OnIntent(w.IntentId, c, IntentRules.Refunded); break;
            case AddressedCommand { Command: CreditWallet c } a: Credit(a.User, c); break;
            case AddressedCommand { Command: DebitWallet c } a: Debit(a.User, c); break;
            default: throw new InvalidOperationException($"{message} has no receiver.");
        }
        return true;
    }

    /// <summary>
    /// What the wallet's grain does with a pending charge: asks Stripe while the payment is undecided. False when the outcome is unknown:
    /// it is asked again.
    /// </summary>
    private bool Charged(ChargePayment c)
    {
        if (!Wallet(c.UserId).Payments.ContainsKey(c.PaymentId)) return true;
        if (Random.Next(4) == 0) return false; // it never got there
        if (!Stripe.TryGetValue(c.PaymentId, out var charge))
        {
            charge = new Charge(c.PaymentId, $"pi_{c.PaymentId}", c.UserId, c.Order, Random.Next(4) != 0);
            Stripe.Add(c.PaymentId, charge);
            Send(new WebhookEvent(charge.IntentId, charge.Paid
                ? new IntentSucceeded($"stripe/evt_{c.PaymentId}", c.UserId, c.PaymentId, c.Order)
                : new IntentFailed($"stripe/evt_{c.PaymentId}", c.UserId, c.PaymentId)));
        }
        if (Random.Next(4) == 0) return false; // it was charged, and the answer got lost
        if (charge.Paid) Settle(c.UserId, new SettlePayment(IntentRules.SettlementOf(c.PaymentId), c.PaymentId, charge.IntentId, c.Order));
        else OnWallet(c.UserId, new FailPayment(IntentRules.FailureOf(c.PaymentId), c.PaymentId, WalletFaults.CardDeclined),
            PaymentRules.Fail);
        return true;
    }

    private Fault? OnWallet<TCommand>(
        string user, TCommand command, Func<WalletState, TCommand, DateTimeOffset, Decision<WalletEvent>> rule) where TCommand : ICommand
    {
        if (applied.Contains((user, command.OperationId))) return null;
        var wallet = Wallet(user);
        var decision = rule(wallet, command, now);
        if (decision.Refusal is { } refusal) return refusal;
        foreach (var happened in decision.Events)
        {
            wallet = WalletState.Apply(wallet, new EventEnvelope<WalletEvent>(0, wallet.Version + 1, now, command.OperationId, happened));
            if (happened is EntryPosted entry) Post(user, entry);
        }
        Wallets[user] = wallet;
        if (!decision.Events.IsEmpty) applied.Add((user, command.OperationId));
        underway.AddRange(decision.Messages);
        return null;
    }

    private void OnIntent<TCommand>(
        string intentId, TCommand command,
        Func<IntentState, TCommand, DateTimeOffset, Decision<IntentEvent>> rule) where TCommand : ICommand
    {
        if (applied.Contains((intentId, command.OperationId))) return;
        var intent = Intents.GetValueOrDefault(intentId) ?? new IntentState(intentId);
        var decision = rule(intent, command, now);
        foreach (var happened in decision.Events)
            intent = IntentState.Apply(intent, new EventEnvelope<IntentEvent>(0, 1, now, command.OperationId, happened));
        Intents[intentId] = intent;
        if (!decision.Events.IsEmpty) applied.Add((intentId, command.OperationId));
        underway.AddRange(decision.Messages);
    }

    private void Post(string user, EntryPosted entry)
    {
        var ledger = Entries.TryGetValue(user, out var known) ? known : Entries[user] = [];
        entry.Legs.Sum(leg => leg.Credits).ShouldBe(0, $"seed {seed}: {entry}");
        entry.Legs.Sum(leg => leg.Cents).ShouldBe(0, $"seed {seed}: {entry}");
        entry.Legs.Where(leg => leg.Account == LedgerAccounts.Wallet).Sum(leg => leg.Credits)
            .ShouldBe(entry.Amount, $"seed {seed}: {entry}");
        entry.Balance.ShouldBe((ledger.Count == 0 ? 0 : ledger[^1].Balance) + entry.Amount, $"seed {seed}: {entry}");
        entry.Balance.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}: {entry}");
        ledger.Add(entry);
    }

    /// <summary>A message to a wallet from another feature.</summary>
    public sealed record AddressedCommand(string User, ICommand Command);

    /// <summary>A payment at Stripe.</summary>
    public sealed class Charge(string paymentId, string intentId, string user, Order order, bool paid)
    {
        public string PaymentId { get; } = paymentId;
        public string IntentId { get; } = intentId;
        public string User { get; } = user;
        public Order Order { get; } = order;
        public bool Paid { get; } = paid;
        public long Refunded { get; set; }
        public Dictionary<string, (long? Cents, string Outcome)> Disputes { get; } = [];

        /// <summary>Cents that are refunded, or disputed and not won.</summary>
        public long Taken => Math.Min(
            Order.Cents, Refunded + Disputes.Values.Where(d => d.Outcome != DisputeOutcomes.Won).Sum(d => d.Cents ?? Order.Cents));
    }

    private sealed record WebhookEvent(string IntentId, ICommand Says);
}

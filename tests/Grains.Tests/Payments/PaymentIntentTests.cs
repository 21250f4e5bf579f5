using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Grains.Wallet;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Payments;

/// <summary>Events of one payment intent, and the messages that its wallet gets.</summary>
public sealed class PaymentIntentTests
{
    private static readonly Order TopUp = new(PaymentPurposes.TopUp, 1000, 100, null, null);
    private static readonly Order Course = new(PaymentPurposes.Course, 1199, 0, "course-1", null);
    private IntentState intent = new("pi_1");

    [Theory]
    [InlineData(1000, "usd", null)]
    [InlineData(1000, "USD", null)]
    [InlineData(1000, null, null)]
    [InlineData(999, "usd", UnmatchedReasons.AmountDiffers)]
    [InlineData(100_000, "usd", UnmatchedReasons.AmountDiffers)]
    [InlineData(0, "usd", UnmatchedReasons.AmountDiffers)]
    [InlineData(1000, "jpy", UnmatchedReasons.CurrencyDiffers)]
    [InlineData(1000, "unknown", UnmatchedReasons.CurrencyDiffers)]
    public void Payment_is_fulfilled_only_if_amount_and_currency_match(long cents, string? currency, string? reason)
    {
        var effect = Succeed(TopUp with { Cents = cents }, currency, TopUp).ShouldHaveSingleItem();
        if (reason is null)
        {
            effect.Command.ShouldBe(new SettlePayment("payment-1/settled", "payment-1", "pi_1", TopUp));
            return;
        }
        effect.Target.ShouldBe(IUnmatchedPaymentsGrain.Key);
        effect.Command.ShouldBe(
            new ListUnmatchedPayment(
            "pi_1/kept", "pi_1", new UnmatchedPayment("user-1", "payment-1", PaymentPurposes.TopUp, cents, currency, reason)));
        // A repetition changes nothing, and one with the right amount is given.
        Succeed(TopUp with { Cents = cents }, currency, TopUp).ShouldBeEmpty();
        Succeed(TopUp, "usd", TopUp).ShouldHaveSingleItem().Command.ShouldBeOfType<SettlePayment>();
        IntentRules.ViewOf(intent).ShouldBe(new IntentView(true, 0, false, false));
    }

    [Fact]
    public void Payment_for_an_unknown_order_is_unmatched() =>
        Succeed(Course, "usd", null).ShouldHaveSingleItem().Command.ShouldBeOfType<ListUnmatchedPayment>()
            .Payment.Reason.ShouldBe(UnmatchedReasons.UnknownOrder);

    [Fact]
    public void Fulfilled_payment_is_not_listed_as_unmatched()
    {
        Give(100, null);
        Act(IntentRules.HoldUnmatched(
            intent, new HoldUnmatchedPayment("op", new UnmatchedPayment(null, null, null, 5, null, UnmatchedReasons.NoOperation)), default))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("given created won")]
    [InlineData("created given won")]
    [InlineData("created won given")]
    [InlineData("won created given")]
    [InlineData("won given created")]
    [InlineData("given won created created won")]
    public void Won_dispute_leaves_the_payment_fulfilled_in_any_order(string order)
    {
        foreach (var course in (string?[])[null, "course-1"])
        {
            intent = new("pi_1");
            Net(Say(order, course)).ShouldBe((0, 0, 0), course);
            IntentRules.ViewOf(intent).Disputed.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("given created")]
    [InlineData("created given")]
    [InlineData("given created lost")]
    [InlineData("lost created given")]
    [InlineData("lost given")]
    [InlineData("given created lost created won")]
    public void Open_or_lost_dispute_reverses_the_payment_in_any_order(string order)
    {
        Net(Say(order, null)).ShouldBe((1000, 100, 0));
        intent = new("pi_1");
        Net(Say(order, "course-1")).ShouldBe((1000, 0, 1));
        IntentRules.ViewOf(intent).Disputed.ShouldBeTrue();
    }

    [Fact]
    public void Refund_and_dispute_never_exceed_the_payment()
    {
        List<OutboxMessage> effects = [.. Give(100, null), .. Refund(400), .. Dispute("dp_1", 400, DisputeOutcomes.Open)];
        Net(effects).ShouldBe((800, 80, 0));
        effects.AddRange(Dispute("dp_2", null, DisputeOutcomes.Open));
        Net(effects).ShouldBe((1000, 100, 0));
        effects.AddRange(Refund(long.MaxValue));
        Net(effects).ShouldBe((1000, 100, 0));
        effects.Select(effect => effect.Id).ShouldBeUnique();
    }

    [Fact]
    public void Partly_disputed_course_is_kept()
    {
        List<OutboxMessage> effects = [.. Give(0, "course-1"), .. Dispute("dp_1", 250, DisputeOutcomes.Open)];
        Net(effects).ShouldBe((250, 0, 0));
        effects.AddRange(Dispute("dp_1", 250, DisputeOutcomes.Won));
        Net(effects).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void Number_of_disputes_is_bounded()
    {
        Give(100, null);
        for (var i = 0; i < 100; i++) Dispute($"dp_{i}", 1, DisputeOutcomes.Open);
        intent.Disputes.Count.ShouldBe(IntentRules.MaxDisputes);
        Dispute("dp_0", 1, DisputeOutcomes.Won).ShouldHaveSingleItem();
    }

    [Fact]
    public void Course_paid_twice_is_held_until_both_are_reversed()
    {
        var wallet = new WalletState("user-1");
        void Post(Decision<WalletEvent> decision) =>
            wallet = decision.Events.Aggregate(
                wallet, static (state, happened) =>
                WalletState.Apply(state, new EventEnvelope<WalletEvent>(0, state.Version + 1, default, null, happened)));
        void Pay(string payment) => Post(PaymentRules.Settle(wallet, new SettlePayment("op", payment, "pi", Course), Plans.Default));
        void Dispute(string payment, bool won) =>
            Post(PaymentRules.Dispute(wallet, new DisputePayment("op", payment, 1199, 0, "course-1", ForCredits: false, won), default));
        Pay("payment-1");
        Dispute("payment-1", won: false);
        wallet.Owns("course-1").ShouldBeFalse();
        Pay("payment-2");
        Dispute("payment-1", won: true);
        Dispute("payment-2", won: false);
        wallet.Owns("course-1").ShouldBeTrue();
        var json = WalletJournal.Wallet.Snapshot!;
        wallet = System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(wallet, json), json)!;
        Dispute("payment-2", won: true);
        Post(PaymentRules.Reverse(wallet, new ReversePayment("op", "payment-1", 1199, 0, "course-1", ForCredits: false), default));
        wallet.Owns("course-1").ShouldBeTrue();
        Dispute("payment-2", won: false);
        wallet.Owns("course-1").ShouldBeFalse();
        wallet.Balance.ShouldBe(0);
    }

    private List<OutboxMessage> Say(string order, string? course)
    {
        var effects = new List<OutboxMessage>();
        foreach (var word in order.Split(' '))
        {
            effects.AddRange(word switch
            {
                "given" => Give(course is null ? 100 : 0, course),
                "created" => Dispute("dp_1", null, DisputeOutcomes.Open),
                "won" => Dispute("dp_1", null, DisputeOutcomes.Won),
                _ => Dispute("dp_1", null, DisputeOutcomes.Lost),
            });
        }
        effects.Select(effect => effect.Id).ShouldBeUnique();
        return effects;
    }

    /// <summary>Cents, credits and courses that the wallet is to take back, all together.</summary>
    private static (long Cents, long Credits, int Courses) Net(IEnumerable<OutboxMessage> effects)
    {
        var net = (Cents: 0L, Credits: 0L, Courses: 0);
        foreach (var effect in effects)
        {
            net = effect.Command switch
            {
                ReversePayment c => (net.Cents + c.Cents, net.Credits + c.Credits, net.Courses + (c.CourseId is null ? 0 : 1)),
                DisputePayment { Restores: true } c =>
                    (net.Cents - c.Cents, net.Credits - c.Credits, net.Courses - (c.CourseId is null ? 0 : 1)),
                DisputePayment c => (net.Cents + c.Cents, net.Credits + c.Credits, net.Courses + (c.CourseId is null ? 0 : 1)),
                _ => net,
            };
        }
        return net;
    }

    private List<OutboxMessage> Succeed(Order paid, string? currency, Order? expected) =>
        Act(IntentRules.Succeeded(intent, new IntentSucceeded("op", "user-1", "payment-1", paid, currency), expected));

    private List<OutboxMessage> Give(long credits, string? course) =>
        Act(IntentRules.Fulfilled(intent, new IntentFulfillment("op", "user-1", "payment-1", 1000, credits, course), default));

    private List<OutboxMessage> Dispute(string id, long? cents, string outcome) =>
        Act(IntentRules.Disputed(intent, new IntentDisputed("op", id, cents, outcome), default));

    private List<OutboxMessage> Refund(long cents) => Act(IntentRules.Refunded(intent, new IntentRefunded("op", cents, false), default));

    private List<OutboxMessage> Act(Decision<IntentEvent> decision)
    {
        foreach (var happened in decision.Events)
            intent = IntentState.Apply(intent, new EventEnvelope<IntentEvent>(0, 1, default, null, happened));
        return [.. decision.Messages];
    }
}

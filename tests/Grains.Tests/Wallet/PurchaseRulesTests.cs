using XelaConnect.Courses;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Wallet;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Wallet;

/// <summary>Who gets a course, by what grant and at what price.</summary>
public sealed class PurchaseRulesTests
{
    private const string CourseId = "course-1";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(PurchaseMethods.Enroll, Tiers.Free, GrantSources.Free)]
    [InlineData(PurchaseMethods.Enroll, Tiers.Elite, GrantSources.Free)]
    [InlineData(PurchaseMethods.Credits, Tiers.Free, GrantSources.Free)]
    [InlineData(PurchaseMethods.Card, Tiers.Elite, GrantSources.Free)]
    public void Free_course_is_granted_for_good_on_every_tier(string method, string tier, string source) =>
        Granted(Buy(method, tier, Offer(credits: 0, usd: 0))).ShouldBe((source, 0));

    [Theory]
    [InlineData(PurchaseMethods.Enroll, true)]
    [InlineData(PurchaseMethods.Enroll, false)]
    [InlineData(PurchaseMethods.Credits, true)]
    [InlineData(PurchaseMethods.Card, false)]
    public void Plan_with_all_courses_grants_any_course(string method, bool forSale) =>
        Granted(Buy(method, Tiers.LifetimeElite, Offer(forSale: forSale))).ShouldBe((GrantSources.Tier, 0));

    [Fact]
    public void Free_course_off_sale_is_granted_by_the_plan_only()
    {
        var offer = Offer(credits: 0, usd: 0, forSale: false);
        foreach (var method in (string[])[PurchaseMethods.Enroll, PurchaseMethods.Credits, PurchaseMethods.Card])
        {
            Buy(method, Tiers.Free, offer).Refusal.ShouldBe(CourseFaults.NotForSale);
            Granted(Buy(method, Tiers.Elite, offer)).ShouldBe((GrantSources.Tier, 0));
        }
    }

    [Theory]
    [InlineData(Tiers.Free, null)]
    [InlineData(Tiers.Premium, null)]
    [InlineData(Tiers.Free, GrantSources.Tier)] // granted by a plan that has ended
    public void Enrolment_in_a_priced_course_requires_purchase(string tier, string? source) =>
        Buy(PurchaseMethods.Enroll, tier, Offer(), Wallet(source)).Refusal.ShouldBe(CourseFaults.PurchaseRequired);

    [Theory]
    [InlineData(PurchaseMethods.Enroll)]
    [InlineData(PurchaseMethods.Credits)]
    [InlineData(PurchaseMethods.Card)]
    public void Owned_course_is_not_bought_again(string method) =>
        Buy(method, Tiers.Free, Offer(forSale: false), Wallet(GrantSources.Card)).ShouldBeNothing();

    [Fact]
    public void Credits_pay_the_price_of_the_course()
    {
        Granted(Buy(PurchaseMethods.Credits, Tiers.Premium, Offer(credits: 150), Wallet(balance: 150))).ShouldBe((GrantSources.Credits, -150));
        Buy(PurchaseMethods.Credits, Tiers.Premium, Offer(credits: 150), Wallet(balance: 149)).Refusal.ShouldBe(WalletFaults.Insufficient);
    }

    [Fact]
    public void Card_pays_the_price_of_the_course()
    {
        var decision = Buy(PurchaseMethods.Card, Tiers.Free, Offer(usd: 14.99m));
        var order = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<PaymentBegun>().Order;
        (order.Cents, order.CourseId, order.Title).ShouldBe((1499, CourseId, "A course"));
    }

    [Fact]
    public void Pending_card_payment_blocks_a_second_payment()
    {
        var begun = Buy(PurchaseMethods.Card, Tiers.Free, Offer()).Events[0];
        var wallet = WalletState.Apply(Wallet(balance: 500), new EventEnvelope<WalletEvent>(0, 1, Now, "op", begun));
        Buy(PurchaseMethods.Credits, Tiers.Free, Offer(), wallet).Refusal.ShouldBe(WalletFaults.PaymentUnderWay);
        Buy(PurchaseMethods.Card, Tiers.Free, Offer(), wallet).ShouldBeNothing();
    }

    [Fact]
    public void AI_session_on_an_unlimited_plan_is_rejected()
    {
        var (wallet, plans) = (Wallet(balance: 100), Plans.Default);
        WalletRules.AiSession(wallet, new BuyAiSession("op"), Now, plans, plans.Of(Tiers.Elite)).Refusal.ShouldBe(WalletFaults.AlreadyUnlimited);
        WalletRules.AiSession(wallet, new BuyAiSession("op"), Now, plans, plans.Of(Tiers.Premium)).Events.ShouldHaveSingleItem();
    }

    internal static CourseOffer Offer(string id = CourseId, int credits = 150, decimal usd = 14.99m, bool forSale = true) => new(
        new CourseView(id, new CourseContent("A course", "", "", "", null, credits, usd, null, "", "", [], []), Now, 1), forSale);

    private static Decision<WalletEvent> Buy(string method, string tier, CourseOffer offer, WalletState? wallet = null) =>
        PurchaseRules.Buy(wallet ?? Wallet(), new BuyCourse("op", CourseId, method, "pm_card"), offer, Plans.Default.Of(tier), "payment-1", Now);

    private static WalletState Wallet(string? source = null, long balance = 0)
    {
        var wallet = new WalletState("user-1") { Balance = balance };
        return source is null ? wallet : wallet with { Grants = wallet.Grants.Add(CourseId, new Grant(source, Now, null)) };
    }

    private static (string Source, long Amount) Granted(Decision<WalletEvent> decision)
    {
        var entry = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<EntryPosted>();
        return (entry.Granted.ShouldNotBeNull().Source, entry.Amount);
    }
}

internal static class DecisionAssertions
{
    public static void ShouldBeNothing(this Decision<WalletEvent> decision) => (decision.Events.IsEmpty, decision.Refusal).ShouldBe((true, null));
}

using XelaConnect.Courses;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Tests.Wallet;

/// <summary>A faulty host gives nothing away: grains read prices, sale status and entitlement themselves.</summary>
public sealed class FaultyHostTests(MoneySilo silo) : IClassFixture<MoneySilo>
{
    [Theory]
    [InlineData(GrantSources.Free)]
    [InlineData(GrantSources.Tier)]
    [InlineData(GrantSources.Credits)]
    public async Task Purchase_with_a_false_price_grants_nothing(string source)
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        var bought = await silo.Grains.Wallet(user).PurchaseAsync(new PurchaseCourse("op", course, "Naming", 0, source));
        bought.IsOk.ShouldBeFalse();
        (await silo.Grains.Wallet(user).GrantAsync(course)).ShouldBeNull();
    }

    [Fact]
    public async Task Purchase_of_a_course_off_sale_is_rejected()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(0, 0, forSale: false));
        (await silo.Grains.Wallet(user).PurchaseAsync(new PurchaseCourse("op", course, "Naming", 0, GrantSources.Free)))
            .Fault.ShouldBe(CourseFaults.NotForSale);
    }

    [Fact]
    public async Task Card_is_charged_the_real_price_of_a_course()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        var order = new Order(PaymentPurposes.Course, 1, 0, course, "Cheap");
        (await silo.Grains.Wallet(user).PayAsync(new BeginPayment("op", order, "pm_card"))).IsOk.ShouldBeTrue();
        var charged = silo.Gateway.Charges(user).ShouldHaveSingleItem().Order;
        (charged.Cents, charged.Title).ShouldBe((1499, "Naming"));
    }

    [Fact]
    public async Task Card_is_charged_the_real_price_of_credits()
    {
        var user = silo.Id("user");
        var order = new Order(PaymentPurposes.TopUp, 1, 500, null, null);
        (await silo.Grains.Wallet(user).PayAsync(new BeginPayment("op", order, "pm_card"))).IsOk.ShouldBeTrue();
        silo.Gateway.Charges(user).ShouldHaveSingleItem().Order.Cents.ShouldBe(5000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Top_up_outside_its_limits_is_rejected(int credits)
    {
        var user = silo.Id("user");
        var order = new Order(PaymentPurposes.TopUp, credits * 10, credits, null, null);
        (await silo.Grains.Wallet(user).PayAsync(new BeginPayment("op", order, "pm_card"))).Fault.ShouldNotBeNull().Field.ShouldBe("credits");
        silo.Gateway.Charges(user).ShouldBeEmpty();
    }

    [Fact]
    public async Task AI_session_on_an_unlimited_plan_takes_nothing()
    {
        var user = await silo.EliteAsync();
        await silo.Grains.Wallet(user).CreditAsync(new CreditWallet("gift", 100, LedgerAccounts.Adjustments, "Gift"));
        (await silo.Grains.Wallet(user).AiSessionAsync(new BuyAiSession("op"))).Fault.ShouldBe(WalletFaults.AlreadyUnlimited);
        (await silo.Grains.Wallet(user).GetAsync()).Credits.ShouldBe(100);
    }

    [Fact]
    public async Task Progress_without_entitlement_is_rejected()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        (await silo.Grains.Learner(user).MarkAsync(new MarkModule("op", course, "m1", true, 2))).Fault.ShouldBe(CourseFaults.NotEntitled);
        (await silo.Grains.Learner(user).AllAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_counts_the_modules_of_the_course()
    {
        var (user, course) = (await silo.EliteAsync(), await silo.CourseAsync(150, 14.99m));
        var learner = silo.Grains.Learner(user);
        (await learner.MarkAsync(new MarkModule("op", course, "m1", true, 1))).Value.ShouldNotBeNull().Percent.ShouldBe(50);
        (await learner.MarkAsync(new MarkModule("op2", course, "m3", true, 3))).Fault.ShouldBe(CourseFaults.UnknownModule);
    }

    [Fact]
    public async Task Payment_of_an_unknown_user_is_held_for_staff()
    {
        var (user, intent) = (silo.Id("user"), silo.Id("pi"));
        var order = new Order(PaymentPurposes.TopUp, 1000, 100, null, null);
        (await silo.Grains.PaymentIntent(intent).SucceededAsync(new IntentSucceeded("evt", user, silo.Id("payment"), order, "usd")))
            .IsOk.ShouldBeTrue();
        var listed = (await silo.Grains.UnmatchedPayments().ListAsync(null, 50)).Value.ShouldNotBeNull();
        listed.Items.ShouldContain(item => item.IntentId == intent && item.Payment.Reason == UnmatchedReasons.UnknownUser);
        (await silo.Grains.Wallet(user).GetAsync()).Credits.ShouldBe(0);
    }

    [Fact]
    public async Task Content_without_entitlement_is_rejected()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        var learner = silo.Grains.Learner(user);
        (await learner.ContentAsync(course)).Fault.ShouldBe(CourseFaults.NotEntitled);
        var seen = (await learner.AccessAsync(course)).Value.ShouldNotBeNull();
        (seen.IsEntitled, seen.IsEnrolled).ShouldBe((false, false));
        seen.Course.Content.Modules.Select(module => module.Content).ShouldBe(["Text 1", null]);
        seen.Course.Content.Modules.Select(module => module.VideoUrl).ShouldBe(["https://example.com/1", null]);
    }

    [Fact]
    public async Task Purchase_retried_after_a_price_change_gets_the_first_result()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        var wallet = silo.Grains.Wallet(user);
        await wallet.CreditAsync(new CreditWallet("gift", 200, LedgerAccounts.Adjustments, "Gift"));
        foreach (var price in (int[])[150, 10, 0, 1000])
        {
            await silo.PriceAsync(course, price, 14.99m);
            var bought = (await wallet.BuyCourseAsync(new BuyCourse("op/purchase", course, PurchaseMethods.Credits))).Value.ShouldNotBeNull();
            (bought.Access.IsEntitled, bought.IsPending).ShouldBe((true, false));
            (await wallet.GetAsync()).Credits.ShouldBe(50);
        }
        (await wallet.EntriesAsync(null, 10)).Value!.Items.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Card_purchase_retried_after_a_price_change_charges_once()
    {
        var (user, course) = (silo.Id("user"), await silo.CourseAsync(150, 14.99m));
        foreach (var usd in (decimal[])[14.99m, 1m, 0m])
        {
            await silo.PriceAsync(course, 150, usd);
            (await silo.Grains.Wallet(user).BuyCourseAsync(new BuyCourse("op", course, PurchaseMethods.Card, "pm_card")))
                .Value.ShouldNotBeNull().Access.IsEntitled.ShouldBeTrue();
        }
        silo.Gateway.Charges(user).ShouldHaveSingleItem().Order.Cents.ShouldBe(1499);
        (await silo.Grains.Wallet(user).EntriesAsync(null, 10)).Value!.Items.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Event_for_a_full_store_customer_is_dropped()
    {
        for (var i = 0; i < 102; i++)
        {
            var sale = new StoreEvent($"event-{i}", StoreEventKinds.PaidOnce, "", Tiers.Premium, DateTimeOffset.UnixEpoch.AddDays(i), null, null, null);
            (await silo.Grains.StoreNotices().ReceiveAsync(new StoreNotice($"op/{i}", "TYPE", ["shared"], [], sale))).IsOk.ShouldBeTrue();
        }
        var more = new StoreEvent("more", StoreEventKinds.PaidOnce, "", Tiers.Premium, DateTimeOffset.UnixEpoch, null, null, null);
        (await silo.Grains.StoreCustomer(StoreCustomers.KeyOf("shared")).RecordAsync(new RecordStoreEvent("more", more)))
            .Fault.ShouldBe(WalletFaults.CustomerFull);
    }
}

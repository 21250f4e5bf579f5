using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Wallet;

/// <summary>Money through the real host, with Stripe as a stand-in on the loopback.</summary>
public sealed class WalletTests : IAsyncLifetime
{
    private FakeStripe stripe = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        stripe = await FakeStripe.StartAsync();
        host = await HostProcess.StartAsync(stripe.Settings);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await stripe.DisposeAsync();
    }

    [Fact]
    public async Task Credit_purchases_and_spending_have_ledger_entries()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.CreditsAsync()).ShouldBe(0);
        (await ada.BuyAsync(WalletActions.Course)).ShouldRefuse(HttpStatusCode.PaymentRequired, "insufficient_credits");
        (await ada.TopUpAsync(300)).Should(HttpStatusCode.OK).Json.GetProperty("credits").GetInt64().ShouldBe(300);

        var bought = (await ada.BuyAsync(WalletActions.Course)).Should(HttpStatusCode.OK).Json;
        bought.GetProperty("message").GetString().ShouldBe("Course purchased successfully");
        bought.GetProperty("course").GetProperty("modules").EnumerateArray()
            .ShouldAllBe(m => m.GetProperty("content").ValueKind == JsonValueKind.String);
        (await ada.BuyAsync(WalletActions.Course)).Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue();
        (await ada.PostAsync("/api/boosts")).Should(HttpStatusCode.Created).Json.GetProperty("credits").GetInt64().ShouldBe(150);
        var session = (await ada.PostAsync("/api/xelatalks/sessions")).Should(HttpStatusCode.Created).Json;
        session.GetProperty("session").GetProperty("messages").GetInt32().ShouldBe(20);

        var entries = await ada.LedgerAsync(limit: 3);
        entries.Select(e => e.GetProperty("amount").GetInt64()).ShouldBe([-5, -30, -120, 300]);
        entries.Select(e => e.GetProperty("cause").GetString()).ShouldBe(
            ["20 more messages with Xela", "Boost for 24 hours", "Course \"Starting Conversations\"", "300 credits bought by card"]);
        (await ada.MeAsync()).GetProperty("credits").GetInt64().ShouldBe(145);
        var charge = stripe.Charges.Single(c => c.Metadata["user_id"] == ada.Id);
        (charge.Cents, charge.Metadata["purpose"], charge.Metadata["credits"]).ShouldBe((3000, "topup", "300"));
    }

    [Fact]
    public async Task Card_is_charged_once_under_concurrency()
    {
        var ada = await Person.SignUpAsync(host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ada.BuyByCardAsync(WalletActions.Course)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        var charge = stripe.Charges.Single(c => c.Metadata["user_id"] == ada.Id);
        charge.Cents.ShouldBe(WalletActions.CourseCents);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue();
        foreach (var id in (string[])["evt_a", "evt_a", "evt_b"])
            (await FakeStripe.SendAsync(host, FakeStripe.Succeeded(charge, id))).Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.IntentEvent(charge, "evt_c", "payment_intent.payment_failed")))
            .Should(HttpStatusCode.OK);
        (await ada.LedgerAsync()).ShouldHaveSingleItem().GetProperty("cause").GetString()
            .ShouldBe("Course \"Starting Conversations\", paid by card");
    }

    [Fact]
    public async Task Declined_card_takes_nothing()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.TopUpAsync(100, "pm_declined")).ShouldRefuse(HttpStatusCode.PaymentRequired, "card_declined");
        (await ada.BuyByCardAsync(WalletActions.Course, "pm_declined")).ShouldRefuse(HttpStatusCode.PaymentRequired, "card_declined");
        (await ada.BuyByCardAsync(WalletActions.Course, "pm_action"))
            .ShouldRefuse(HttpStatusCode.PaymentRequired, "card_authentication_required");
        (await ada.BuyByCardAsync(WalletActions.Course, "pm_unknown"))
            .Should(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("stripe_token", out _).ShouldBeTrue();
        (await ada.BuyByCardAsync(WalletActions.Course, "4242424242424242")).Should(HttpStatusCode.BadRequest);
        (await ada.TopUpAsync(100, "pm_busy", "again")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "payments_unavailable");
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeFalse();
        (await ada.LedgerAsync()).ShouldBeEmpty();
        // Nothing was stored that stands in the way of a card that works, even under the same key.
        (await ada.TopUpAsync(100, "pm_busy", "again")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "payments_unavailable");
        (await ada.BuyByCardAsync(WalletActions.Course)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unanswered_charge_is_settled_by_the_sweep()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.BuyByCardAsync(WalletActions.Course, "pm_mute")).Should(HttpStatusCode.Accepted);
        (await ada.TopUpAsync(200)).Should(HttpStatusCode.OK);
        await Until.TrueAsync(() => ada.HoldsAsync(WalletActions.Course));
        stripe.Charges.Count(c => c.Metadata["user_id"] == ada.Id).ShouldBe(2);
        (await ada.LedgerAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Webhook_settles_an_unanswered_charge()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.TopUpAsync(200)).Should(HttpStatusCode.OK);
        (await ada.BuyByCardAsync(WalletActions.Course, "pm_mute")).Should(HttpStatusCode.Accepted);
        var refused = await ada.BuyAsync(WalletActions.Course);
        // The sweep may have settled it by now; then it is bought already.
        if (refused.Status != HttpStatusCode.OK) refused.ShouldRefuse(HttpStatusCode.Conflict, "payment_under_way");
        (await FakeStripe.SendAsync(
            host, FakeStripe.Succeeded(stripe.Charges.Single(c => c.Card == "pm_mute" && c.Metadata["user_id"] == ada.Id))))
            .Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue();
        (await ada.CreditsAsync()).ShouldBe(200);
    }

    [Fact]
    public async Task Refund_reverses_the_payment_in_any_order()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.BuyByCardAsync(WalletActions.Course)).Should(HttpStatusCode.OK);
        (await ada.TopUpAsync(200)).Should(HttpStatusCode.OK);
        (await ada.BuyAsync(WalletActions.OtherCourse)).Should(HttpStatusCode.OK);
        var mine = stripe.Charges.Where(c => c.Metadata["user_id"] == ada.Id).ToList();
        var (course, topUp) = (mine.Single(c => c.Metadata["purpose"] == "course"), mine.Single(c => c.Metadata["purpose"] == "topup"));

        foreach (var _ in (int[])[1, 2])
            (await FakeStripe.SendAsync(host, FakeStripe.Refunded(course, course.Cents))).Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeFalse();
        // 150 of the 200 are spent: 50 are taken back, 150 become a debt.
        (await FakeStripe.SendAsync(host, FakeStripe.Refunded(topUp, topUp.Cents))).Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.Refunded(topUp, 500))).Should(HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(0);
        (await ada.TopUpAsync(160)).Should(HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(10);
        (await ada.LedgerAsync()).Count.ShouldBe(7);
        // It can be bought again.
        (await ada.BuyByCardAsync(WalletActions.Course)).Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue();
    }

    [Fact]
    public async Task Dispute_reverses_the_payment_until_won()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.BuyByCardAsync(WalletActions.Course)).Should(HttpStatusCode.OK);
        (await ada.TopUpAsync(200)).Should(HttpStatusCode.OK);
        var mine = stripe.Charges.Where(c => c.Metadata["user_id"] == ada.Id).ToList();
        var (course, topUp) = (mine.Single(c => c.Metadata["purpose"] == "course"), mine.Single(c => c.Metadata["purpose"] == "topup"));
        (await ada.PostAsync("/api/boosts")).Should(HttpStatusCode.Created);

        foreach (var charge in (FakeStripe.Charge[])[course, topUp, topUp])
            (await FakeStripe.SendAsync(host, FakeStripe.Dispute(charge, "needs_response", "created"))).Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeFalse();
        (await ada.CreditsAsync()).ShouldBe(0);

        foreach (var charge in (FakeStripe.Charge[])[course, course, topUp])
            (await FakeStripe.SendAsync(host, FakeStripe.Dispute(charge, "won"))).Should(HttpStatusCode.OK);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue();
        (await ada.CreditsAsync()).ShouldBe(170);
        (await ada.LedgerAsync()).Select(e => e.GetProperty("cause").GetString()).ShouldBe(
        [
            "Paid back credits that had been taken back", "Your card payment stands: its dispute is over",
            "Your card payment for a course stands: its dispute is over",
            "Your card payment was disputed", "Your card payment for a course was disputed", "Boost for 24 hours",
            "200 credits bought by card", "Course \"Starting Conversations\", paid by card",
        ]);

        // Lost, and decided before its beginning arrives: nothing comes back.
        (await ada.TopUpAsync(100)).Should(HttpStatusCode.OK);
        var last = stripe.Charges.Single(c => c.Metadata["user_id"] == ada.Id && c.Cents == 1000);
        (await FakeStripe.SendAsync(host, FakeStripe.Dispute(last, "lost"))).Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.Dispute(last, "needs_response", "created"))).Should(HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(170);
    }

    [Fact]
    public async Task Forged_or_stale_webhook_changes_nothing()
    {
        var ada = await Person.SignUpAsync(host);
        var charge = new FakeStripe.Charge(
            "op", "pi_forged", 1000, "pm",
            new() { ["user_id"] = ada.Id, ["purpose"] = "topup", ["credits"] = "100", ["operation_id"] = "payment-forged" });
        var body = FakeStripe.Succeeded(charge).ToJsonString();
        foreach (var signature in (string?[])[
            null, "", "nonsense", "t=1,v1=", "v1=0", FakeStripe.Signature(body, FakeStripe.WebhookSecret, agedSeconds: -9_000_000_000),
            FakeStripe.Signature(body, "another secret"), FakeStripe.Signature(body + " ", FakeStripe.WebhookSecret),
            FakeStripe.Signature(body, FakeStripe.WebhookSecret, agedSeconds: 310),
            FakeStripe.Signature(body, FakeStripe.WebhookSecret, agedSeconds: -310)])
            (await FakeStripe.SendAsync(host, body, signature)).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_signature");
        (await ada.CreditsAsync()).ShouldBe(0);
        foreach (var text in (string[])["{", "[]", "{}", """{"id":"evt_1","type":"payment_intent.succeeded"}"""])
            (await FakeStripe.SendAsync(host, text, FakeStripe.Signature(text, FakeStripe.WebhookSecret)))
                .Should(HttpStatusCode.BadRequest);
        foreach (var other in (JsonObject[])[
            FakeStripe.Event("evt_2", "customer.created", new JsonObject { ["id"] = "cus_1" }),
            FakeStripe.Event("evt_3", "payment_intent.succeeded", new JsonObject { ["id"] = "pi_of_another_shop", ["amount"] = 5 }),
            FakeStripe.Refunded(charge with { IntentId = "pi_never_heard_of" }, 1000)])
            (await FakeStripe.SendAsync(host, other)).Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.Succeeded(charge))).Should(HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task Webhook_signed_by_an_old_and_the_current_secret_is_accepted()
    {
        var body = FakeStripe.Event("evt_1", "customer.created", new JsonObject { ["id"] = "cus_1" }).ToJsonString();
        var current = FakeStripe.Signature(body, FakeStripe.WebhookSecret);
        var both = current.Replace(",v1=", $",v1={new string('0', 64)},v1=", StringComparison.Ordinal);
        (await FakeStripe.SendAsync(host, body, both)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Concurrent_purchases_take_the_price_once()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.TopUpAsync(WalletActions.CourseCredits * 2)).Should(HttpStatusCode.OK);
        (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ada.BuyAsync(WalletActions.Course))))
            .ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(WalletActions.CourseCredits);

        var ben = await Person.SignUpAsync(host, "Ben");
        (await ben.TopUpAsync(160)).Should(HttpStatusCode.OK);
        var both = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => ben.BuyAsync(i % 2 == 0 ? WalletActions.Course : WalletActions.OtherCourse)));
        both.ShouldAllBe(
            a => a.Status == HttpStatusCode.OK || (a.Status == HttpStatusCode.PaymentRequired && a.Code == "insufficient_credits"));
        (await ben.LedgerAsync()).Count.ShouldBe(2);
        new[] { await ben.HoldsAsync(WalletActions.Course), await ben.HoldsAsync(WalletActions.OtherCourse) }.Count(held => held)
            .ShouldBe(1);
    }

    [Fact]
    public async Task Repeated_wallet_request_gets_its_first_response()
    {
        var ada = await Person.SignUpAsync(host);
        var first = (await ada.TopUpAsync(100, key: "one")).Should(HttpStatusCode.OK);
        (await ada.TopUpAsync(100, key: "one")).Bytes.ShouldBe(first.Bytes);
        (await ada.TopUpAsync(200, key: "one")).ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
        (await ada.CreditsAsync()).ShouldBe(100);
        stripe.Charges.Count(c => c.Metadata["user_id"] == ada.Id).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"credits":-5,"stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"credits":0,"stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"credits":10.5,"stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"credits":"10","stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"credits":99999999999999999999,"stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"stripe_token":"pm_a"}""", "credits")]
    [InlineData("""{"credits":10}""", "stripe_token")]
    [InlineData("""{"credits":10,"stripe_token":"card"}""", "stripe_token")]
    public async Task Invalid_top_up_names_its_field(string body, string field)
    {
        var ada = await Person.SignUpAsync(host);
        var answer = (await ada.PostAsync("/api/wallet/topup", JsonNode.Parse(body)!.AsObject())).Should(HttpStatusCode.BadRequest);
        answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field]);
        (await ada.LedgerAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Invalid_purchase_is_rejected_with_one_code()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.PostAsync($"/api/courses/{WalletActions.Course}/purchase", new JsonObject { ["payment_method"] = "shells" }))
            .Should(HttpStatusCode.BadRequest)
            .Json.GetProperty("errors").TryGetProperty("payment_method", out _).ShouldBeTrue();
        (await ada.PostAsync($"/api/courses/{WalletActions.Course}/purchase", new JsonObject { ["payment_method"] = "stripe" }))
            .Should(HttpStatusCode.BadRequest)
            .Json.GetProperty("errors").TryGetProperty("stripe_token", out _).ShouldBeTrue();
        (await ada.BuyAsync("course-none")).ShouldRefuse(HttpStatusCode.NotFound, "course_not_found");
        (await ada.BuyAsync("circle-1")).ShouldRefuse(HttpStatusCode.NotFound, "course_not_found");
        (await host.Anonymous.PostAsync($"/api/courses/{WalletActions.Course}/purchase", new JsonObject { ["payment_method"] = "credits" }))
            .Should(HttpStatusCode.Unauthorized);
    }
}

using System.Text.Json;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class SubscriptionsJsonTests
{
    private const string Plan = "tier, name, usd_per_month, entitlements, limits";

    [Fact]
    public void Plans_have_exactly_the_contract_fields()
    {
        var json = Shapes.Of(PlansJson.Of(Plans.Default)).ShouldHave("plans, credits, boost, ai_session");
        var plans = json.GetProperty("plans").EnumerateArray().ToList();
        foreach (var plan in plans)
        {
            plan.ShouldHave(Plan);
            plan.GetProperty("entitlements").ShouldHave("all_courses, advanced_matching, priority_visibility");
            plan.GetProperty("limits").ShouldHave("circles, ai_messages_per_day");
        }
        plans.Select(
            plan =>
            (plan.GetProperty("tier").GetString(), plan.GetProperty("name").GetString(), plan.GetProperty("usd_per_month").GetRawText()))
            .ShouldBe(
                [("free", "Free", "0"), ("premium", "Premium", "9.99"), ("elite", "Elite", "19.99"),
                ("lifetime_elite", "Lifetime Elite", "null")]);
        plans[0].GetProperty("limits").GetRawText().ShouldBe("""{"circles":3,"ai_messages_per_day":10}""");
        plans[1].GetProperty("limits").GetRawText().ShouldBe("""{"circles":null,"ai_messages_per_day":50}""");
        plans[2].GetProperty("entitlements").GetRawText()
            .ShouldBe("""{"all_courses":true,"advanced_matching":true,"priority_visibility":true}""");
        json.GetProperty("credits").GetRawText().ShouldBe("""{"usd_per_credit":0.1,"top_up_from":5,"top_up_to":10000}""");
        json.GetProperty("boost").GetRawText().ShouldBe("""{"credits":30,"hours":24}""");
        json.GetProperty("ai_session").GetRawText().ShouldBe("""{"credits":5,"messages":20}""");
    }

    [Fact]
    public void Subscription_has_exactly_the_contract_fields()
    {
        var json = Shapes.Of(SubscriptionJson.Of(Views.Subscription(Tiers.Premium) with { ExpiresAt = Views.At, Renews = true }))
            .ShouldHave("tier, expires_at, renews, in_grace, plan");
        json.GetProperty("expires_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        json.GetProperty("renews").GetBoolean().ShouldBeTrue();
        json.GetProperty("in_grace").GetBoolean().ShouldBeFalse();
        json.GetProperty("plan").ShouldHave(Plan).GetProperty("tier").GetString().ShouldBe("premium");
        Shapes.Of(SubscriptionJson.Of(Views.Subscription(Tiers.Free))).GetProperty("expires_at").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Webhook_schema_has_the_fields_that_are_read() =>
        Shapes.Of(new RevenueCatRequest(new RevenueCatEventRequest("event-1", "RENEWAL"))).ShouldHave("event").GetProperty("event")
            .ShouldHave(
            "id, type, app_user_id, original_app_user_id, aliases, environment, product_id, new_product_id, entitlement_ids, "
            + "purchased_at_ms, expiration_at_ms, event_timestamp_ms",
            "grace_period_expiration_at_ms, original_transaction_id, transaction_id, cancel_reason, transferred_from, transferred_to");
}

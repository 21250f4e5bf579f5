using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>What app stores sold, from RevenueCat's call to what people may do with it.</summary>
[Collection(SharedHost.Name)]
public sealed class SubscriptionsTests(SharedHost shared)
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Who_buys_Premium_is_in_more_circles_than_three_until_the_money_goes_back()
    {
        var ada = await Person.SignUpAsync(host);
        for (var i = 0; i < 3; i++) await ada.CreateCircleAsync();
        (await ada.PostAsync("/api/circles", Person.CircleBody("One too many"))).ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");

        // What happened last arrives first, and everything twice.
        var line = $"line of {ada.Id}";
        foreach (var type in (string[])["RENEWAL", "RENEWAL", "INITIAL_PURCHASE", "INITIAL_PURCHASE"])
            await TellAsync(Event(type, ada, line, type == "RENEWAL" ? -1 : -31, type == "RENEWAL" ? 29 : -1));
        var premium = await SubscriptionAsync(ada);
        (premium.GetProperty("tier").GetString(), premium.GetProperty("renews").GetBoolean()).ShouldBe(("premium", true));
        premium.GetProperty("plan").GetProperty("limits").GetProperty("circles").ValueKind.ShouldBe(JsonValueKind.Null);
        await ada.CreateCircleAsync("Now it goes");
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("subscription_tier").GetString() == "premium");
        (await ada.MeAsync()).GetProperty("subscription_expires_at").GetString().ShouldBe(premium.GetProperty("expires_at").GetString());

        await TellAsync(Event("CANCELLATION", ada, line, -1, 29, ("cancel_reason", "CUSTOMER_SUPPORT")));
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("subscription_tier").GetString() == "free");
        (await ada.PostAsync("/api/circles", Person.CircleBody("Again too many"))).ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");
    }

    [Fact]
    public async Task What_was_transferred_is_the_other_s_also_when_the_purchase_is_told_last()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        await TellAsync(new JsonObject
        {
            ["id"] = $"transfer {ada.Id}", ["type"] = "TRANSFER", ["event_timestamp_ms"] = Now.AddMinutes(-5).ToUnixTimeMilliseconds(),
            ["transferred_from"] = new JsonArray(ada.Id), ["transferred_to"] = new JsonArray(bo.Id),
        });
        await TellAsync(Event("INITIAL_PURCHASE", ada, $"line of {ada.Id}", -1, 29));
        await Until.TrueAsync(async () => (await SubscriptionAsync(bo)).GetProperty("tier").GetString() == "premium");
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");
    }

    private static JsonObject Event(string type, Person person, string line, int from, int until, params (string Field, string Value)[] more)
    {
        var told = new JsonObject
        {
            ["id"] = $"{type} {person.Id}", ["type"] = type, ["app_user_id"] = person.Id, ["product_id"] = "premium_monthly", ["original_transaction_id"] = line,
            ["event_timestamp_ms"] = Now.AddDays(from).AddSeconds(more.Length).ToUnixTimeMilliseconds(),
            ["purchased_at_ms"] = Now.AddDays(from).ToUnixTimeMilliseconds(), ["expiration_at_ms"] = Now.AddDays(until).ToUnixTimeMilliseconds(),
        };
        foreach (var (field, value) in more) told[field] = value;
        return told;
    }

    private static async Task<JsonElement> SubscriptionAsync(Person person) => (await person.GetAsync("/api/subscription")).Should(HttpStatusCode.OK).Json;

    private async Task TellAsync(JsonObject told) =>
        (await new Caller(host, SharedHost.RevenueCatSecret).PostAsync("/api/webhooks/revenuecat", new JsonObject { ["event"] = told })).Should(HttpStatusCode.OK);
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Subscriptions;

/// <summary>What app stores sold, from RevenueCat's call to what people may do with it.</summary>
[Collection(SharedHost.Name)]
public sealed class SubscriptionsTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Premium_lifts_the_circle_limit_until_refunded()
    {
        var ada = await Person.SignUpAsync(host);
        for (var i = 0; i < 3; i++) await ada.CreateCircleAsync();
        (await ada.PostAsync("/api/circles", Person.CircleBody("One too many")))
            .ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");

        // What happened last arrives first, and everything twice.
        var line = $"line of {ada.Id}";
        foreach (var type in (string[])["RENEWAL", "RENEWAL", "INITIAL_PURCHASE", "INITIAL_PURCHASE"])
            await SendAsync(FakeRevenueCat.Event(type, ada, line, type == "RENEWAL" ? -1 : -31, type == "RENEWAL" ? 29 : -1));
        var premium = await SubscriptionAsync(ada);
        (premium.GetProperty("tier").GetString(), premium.GetProperty("renews").GetBoolean()).ShouldBe(("premium", true));
        premium.GetProperty("plan").GetProperty("limits").GetProperty("circles").ValueKind.ShouldBe(JsonValueKind.Null);
        await ada.CreateCircleAsync("Now it goes");
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("subscription_tier").GetString() == "premium");
        (await ada.MeAsync()).GetProperty("subscription_expires_at").GetString().ShouldBe(premium.GetProperty("expires_at").GetString());

        await SendAsync(FakeRevenueCat.Event("CANCELLATION", ada, line, -1, 29, ("cancel_reason", "CUSTOMER_SUPPORT")));
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("subscription_tier").GetString() == "free");
        (await ada.PostAsync("/api/circles", Person.CircleBody("Again too many")))
            .ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");
    }

    [Fact]
    public async Task Transfer_before_its_purchase_takes_effect()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        await SendAsync(new JsonObject
        {
            ["id"] = $"transfer {ada.Id}", ["type"] = "TRANSFER", ["event_timestamp_ms"] = FakeRevenueCat.Now.AddMinutes(-5)
                .ToUnixTimeMilliseconds(),
            ["transferred_from"] = new JsonArray(ada.Id), ["transferred_to"] = new JsonArray(bo.Id),
        });
        await SendAsync(FakeRevenueCat.Event("INITIAL_PURCHASE", ada, $"line of {ada.Id}", -1, 29));
        await Until.TrueAsync(async () => (await SubscriptionAsync(bo)).GetProperty("tier").GetString() == "premium");
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");
    }

    [Fact]
    public async Task Purchase_of_unknown_id_reaches_the_person_later()
    {
        var people = new List<Person>();
        for (var i = 0; i < 4; i++) people.Add(await Person.SignUpAsync(host));
        string AnonymousOf(Person person) => $"$RCAnonymousID:{person.Id}";
        JsonObject Purchase(Person person) =>
            FakeRevenueCat.Event("INITIAL_PURCHASE", person, $"line of {person.Id}", -1, 29, ("app_user_id", AnonymousOf(person)),
                ("original_app_user_id", AnonymousOf(person)));
        JsonObject Transfer(Person person) => new()
        {
            ["id"] = $"transfer {person.Id}", ["type"] = "TRANSFER", ["event_timestamp_ms"] = FakeRevenueCat.Now.ToUnixTimeMilliseconds(),
            ["transferred_from"] = new JsonArray(AnonymousOf(person)), ["transferred_to"] = new JsonArray(person.Id),
        };
        JsonObject Cancellation(Person person)
        {
            var sent = FakeRevenueCat.Event("CANCELLATION", person, $"line of {person.Id}", -1, 29, ("cancel_reason", "UNSUBSCRIBE"));
            sent["event_timestamp_ms"] = FakeRevenueCat.Now.AddHours(-1).ToUnixTimeMilliseconds();
            sent["aliases"] = new JsonArray(AnonymousOf(person), person.Id);
            return sent;
        }
        (JsonObject First, JsonObject Second)[] orders =
        [
            (Purchase(people[0]), Transfer(people[0])), (Transfer(people[1]), Purchase(people[1])),
            (Purchase(people[2]), Cancellation(people[2])), (Cancellation(people[3]), Purchase(people[3])),
        ];
        for (var i = 0; i < orders.Length; i++)
        {
            await SendAsync(orders[i].First);
            (await SubscriptionAsync(people[i])).GetProperty("tier").GetString().ShouldBe("free", $"{i}");
            await SendAsync(orders[i].Second);
            await Until.TrueAsync(async () => (await SubscriptionAsync(people[i])).GetProperty("tier").GetString() == "premium");
            (await SubscriptionAsync(people[i])).GetProperty("renews").GetBoolean().ShouldBe(i < 2, $"{i}");
        }
    }

    [Fact]
    public async Task Person_is_found_by_the_original_id_and_by_an_alias()
    {
        foreach (var field in (string[])["original_app_user_id", "aliases"])
        {
            var ada = await Person.SignUpAsync(host);
            var sent = FakeRevenueCat.Event("INITIAL_PURCHASE", ada, $"line of {ada.Id}", -1, 29, ("app_user_id", "somebody@example.com"));
            sent[field] = field == "aliases" ? new JsonArray(ada.Id) : JsonValue.Create(ada.Id);
            await SendAsync(sent);
            (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("premium", field);
        }
    }

    [Fact]
    public async Task Credit_pack_is_credited_once_and_refunded()
    {
        var (ada, bo) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Bo"));
        JsonObject Pack(string type, Person person, string id, int day = -1) => FakeRevenueCat.Event(
            type, person, $"coins of {person.Id}", day, 29, ("id", $"{id} {person.Id}"), ("product_id", "coins_100"),
            ("transaction_id", $"paid by {person.Id}"));
        foreach (var id in (string[])["sold", "sold", "sold again"]) await SendAsync(Pack("NON_RENEWING_PURCHASE", ada, id));
        (await ada.CreditsAsync()).ShouldBe(100);
        (await ada.PostAsync("/api/boosts")).Should(HttpStatusCode.Created);
        foreach (var id in (string[])["returned", "returned", "returned again"]) await SendAsync(Pack("REFUND", ada, id, 0));
        // 70 are taken back, and the 30 that are spent become a debt.
        (await ada.CreditsAsync()).ShouldBe(0);
        (await ada.LedgerAsync()).Select(entry => entry.GetProperty("cause").GetString()).ShouldBe(
            ["Your purchase of 100 credits in the app store was refunded", "Boost for 24 hours", "100 credits bought in the app store"]);
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");

        // The refund arrives first, and the sale has an unknown id.
        await SendAsync(Pack("REFUND", bo, "returned", 0));
        var sold = Pack("NON_RENEWING_PURCHASE", bo, "sold");
        sold["app_user_id"] = $"$RCAnonymousID:{bo.Id}";
        await SendAsync(sold);
        (await bo.CreditsAsync()).ShouldBe(0);
        var other = Pack("NON_RENEWING_PURCHASE", bo, "another");
        (other["app_user_id"], other["transaction_id"]) = ($"$RCAnonymousID:{bo.Id}", $"another of {bo.Id}");
        await SendAsync(other);
        var alias = new JsonObject { ["id"] = $"alias {bo.Id}", ["type"] = "SUBSCRIBER_ALIAS", ["app_user_id"] = bo.Id,
            ["aliases"] = new JsonArray($"$RCAnonymousID:{bo.Id}") };
        await SendAsync(alias);
        await Until.TrueAsync(async () => await bo.CreditsAsync() == 100);
    }

    [Fact]
    public async Task Sandbox_and_unknown_products_grant_nothing()
    {
        var ada = await Person.SignUpAsync(host);
        await SendAsync(FakeRevenueCat.Event("INITIAL_PURCHASE", ada, $"line of {ada.Id}", -1, 29, ("environment", "SANDBOX")));
        await SendAsync(
            FakeRevenueCat.Event(
            "NON_RENEWING_PURCHASE", ada, $"coins of {ada.Id}", -1, 29, ("environment", "SANDBOX"), ("product_id", "coins_100")));
        await SendAsync(FakeRevenueCat.Event("RENEWAL", ada, $"tips of {ada.Id}", -1, 29, ("product_id", "tip_jar")));
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldBe("free");
        (await ada.CreditsAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Extreme_event_values_leave_every_view_readable()
    {
        const long last = 32_503_679_999_999;
        var ada = await Person.SignUpAsync(host);
        var count = 0;
        foreach (var type in (string[])[
            "INITIAL_PURCHASE", "NON_RENEWING_PURCHASE", "PRODUCT_CHANGE", "BILLING_ISSUE", "CANCELLATION", "EXPIRATION", "REFUND",
            "TRANSFER", "INITIAL_PURCHASE"])
        {
            foreach (var (at, from, until) in ((long, long?, long?)[])[
                (0, 0, 0), (0, last, 0), (last, 0, last), (last, last, last), (0, 0, last), (0, null, null), (last, null, 1)])
            {
                var sent = FakeRevenueCat.Event(
                    type, ada, type == "REFUND" ? "" : "extreme", -1, 29, ("id", $"extreme {++count} {ada.Id}"));
                (sent["event_timestamp_ms"], sent["purchased_at_ms"], sent["expiration_at_ms"], sent["grace_period_expiration_at_ms"]) =
                    (at, from, until, until);
                (sent["transferred_from"], sent["transferred_to"]) = (new JsonArray(ada.Id), new JsonArray(new string('x', 500), ada.Id));
                await SendAsync(sent);
            }
        }
        (await SubscriptionAsync(ada)).GetProperty("tier").GetString().ShouldNotBeNull();
        (await ada.MeAsync()).GetProperty("subscription_tier").GetString().ShouldNotBeNull();
        (await ada.GetAsync("/api/discover")).Should(HttpStatusCode.OK);
    }

    private static async Task<JsonElement> SubscriptionAsync(Person person) => (await person.GetAsync("/api/subscription"))
        .Should(HttpStatusCode.OK).Json;

    private async Task SendAsync(JsonObject body) => (await FakeRevenueCat.SendAsync(host, body)).Should(HttpStatusCode.OK);
}

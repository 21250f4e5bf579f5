using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Payments;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.ApiHost.Tests.Subscriptions;
using XelaConnect.ApiHost.Wallet;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Payments;

/// <summary>
/// Every webhook body is a 200 or one clear sentence, and only storable values reach a grain. Seeded; a failing body is named.
/// </summary>
public sealed class MalformedWebhooksTests
{
    private const string Secret = "a secret of these tests";

    /// <summary>Values that a client may put anywhere. Raw, since not all of them are JSON that a library writes.</summary>
    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-1", "1", "1.5", "-0", "1e400", "1e-400", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "99999999999999999999999999999999",
        "32503679999999", "32503680000000", "253402300800000", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"a\\r\\nb\"", "\"\\u202e\"", "\"x/../y\"", "\"1000\"", "\"user-1\"",
        "[]", "{}", "[null]", "[[]]", "[\"\"]", "[1]", "{\"id\":null}", "{\"\\ud800\":1}", "\"LONG\"", "[\"LONG\"]",
    ];

    private readonly FakeGrains grains = new FakeGrains()
        .On<IStoreNoticesGrain>(nameof(IStoreNoticesGrain.ReceiveAsync), (_, _) => Done.Instance)
        .On<IPaymentIntentGrain>(nameof(IPaymentIntentGrain.SucceededAsync), (_, _) => Done.Instance)
        .On<IPaymentIntentGrain>(nameof(IPaymentIntentGrain.FailedAsync), (_, _) => Done.Instance)
        .On<IPaymentIntentGrain>(nameof(IPaymentIntentGrain.HoldUnmatchedAsync), (_, _) => Done.Instance)
        .On<IPaymentIntentGrain>(nameof(IPaymentIntentGrain.RefundedAsync), (_, _) => Done.Instance)
        .On<IPaymentIntentGrain>(nameof(IPaymentIntentGrain.DisputedAsync), (_, _) => Done.Instance);

    [Fact]
    public async Task RevenueCat_event_with_odd_value_is_a_200_or_a_400()
    {
        await using var host = await HostAsync();
        var (taken, refused) = (0, 0);
        foreach (var body in Bodies(RevenueCatEvents(), seed: 1))
        {
            var answer = await host.PostAsync("/api/webhooks/revenuecat", body, Secret);
            Judge(answer, body, ref taken, ref refused);
        }
        taken.ShouldBeGreaterThan(300);
        refused.ShouldBeGreaterThan(300);
        Storable();
    }

    [Fact]
    public async Task Stripe_event_with_odd_value_is_a_200_or_a_400()
    {
        await using var host = await HostAsync();
        var (taken, refused) = (0, 0);
        foreach (var body in Bodies(StripeEvents(), seed: 2))
        {
            var answer = await host.PostAsync("/api/webhooks/stripe", body, null, ("Stripe-Signature", Signature(body)));
            Judge(answer, body, ref taken, ref refused);
        }
        taken.ShouldBeGreaterThan(300);
        refused.ShouldBeGreaterThan(30);
        Storable();
    }

    [Theory]
    [InlineData("")]
    [InlineData("t")]
    [InlineData("t=,v1=")]
    [InlineData("t=1")]
    [InlineData("t=abc,v1=00")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=-9223372036854775808,v1=00")]
    [InlineData("v1=00,v1=11")]
    [InlineData(",,,=,==,t==")]
    public async Task Malformed_signature_is_rejected(string signature)
    {
        await using var host = await HostAsync();
        foreach (var header in (string[])[signature, $"{signature},{signature}"])
        {
            var answer = await host.PostAsync("/api/webhooks/stripe", "{}", null, ("Stripe-Signature", header));
            (answer.Status, answer.Code).ShouldBe((400, "invalid_signature"));
        }
    }

    [Theory]
    [InlineData("/api/webhooks/revenuecat")]
    [InlineData("/api/webhooks/stripe")]
    public async Task Deeply_nested_body_is_a_400(string path)
    {
        await using var host = await HostAsync();
        foreach (var body in (string[])[new string('[', 100_000), string.Concat(Enumerable.Repeat("{\"event\":", 10_000))])
            (await host.PostAsync(path, body, Secret, ("Stripe-Signature", Signature(body)))).Status.ShouldBe(400);
        grains.Called.ShouldBeEmpty();
    }

    private static void Judge(TestResponse answer, string body, ref int taken, ref int refused)
    {
        answer.Status.ShouldBeOneOf([200, 400], body);
        if (answer.Status == 200)
        {
            taken++;
            return;
        }
        refused++;
        var message = answer.Json.GetProperty("message").GetString()!;
        message.ShouldEndWith(".", Case.Sensitive, body);
        message.Length.ShouldBeLessThan(200, body);
    }

    /// <summary>Keys, operations and texts that were sent to grains are what a database takes, and numbers are within bounds.</summary>
    private void Storable()
    {
        foreach (var call in grains.Called.Distinct().SelectMany(grains.All))
        {
            TextForm.IsStorable(call.Key).ShouldBeTrue(call.Key);
            call.Key.Length.ShouldBeLessThan(110);
            if (call.Arguments is not [ICommand command, ..]) continue;
            var json = JsonSerializer.Serialize(command, command.GetType());
            foreach (var text in Texts(JsonNode.Parse(json)!)) TextForm.IsStorable(text).ShouldBeTrue(json);
            command.OperationId.Length.ShouldBeLessThan(250, json);
            if (command is IntentSucceeded succeeded) succeeded.Order.Cents.ShouldBeInRange(0, 1_000_000_000_000, json);
            if (command is IntentRefunded refunded) refunded.TotalCents.ShouldBeInRange(0, 1_000_000_000_000, json);
            if (command is StoreNotice { Event: { } sent }) sent.At.Year.ShouldBeLessThan(3000, json);
        }
    }

    private static IEnumerable<string> Texts(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(pair => pair.Value is null ? [] : Texts(pair.Value)),
        JsonArray a => a.SelectMany(item => item is null ? [] : Texts(item)),
        _ => node.GetValueKind() == JsonValueKind.String ? [node.GetValue<string>()] : [],
    };

    /// <summary>Each field of each event with each odd value, and some with several; a field that is not there at all, too.</summary>
    private static IEnumerable<string> Bodies(IReadOnlyList<JsonObject> events, int seed)
    {
        var random = new Random(seed);
        foreach (var whole in events)
        {
            yield return whole.ToJsonString();
            foreach (var path in Paths(whole, ""))
            {
                yield return With(whole, [(path, null)]);
                foreach (var odd in Odd.Where(_ => random.Next(3) == 0)) yield return With(whole, [(path, odd)]);
            }
            var paths = Paths(whole, "").ToArray();
            for (var i = 0; i < 60; i++)
                yield return With(
                    whole,
                    [.. random.GetItems(paths, 4).Distinct()
                    .Select(path => (path, random.Next(6) == 0 ? null : Odd[random.Next(Odd.Length)]))]);
        }
    }

    private static IEnumerable<string> Paths(JsonObject node, string prefix) =>
        node.SelectMany(
            pair => (string[])[prefix + pair.Key, .. pair.Value is JsonObject inner ? Paths(inner, $"{prefix}{pair.Key}/") : []]);

    /// <summary>The body with raw values in some fields; null leaves a field out.</summary>
    private static string With(JsonObject whole, IReadOnlyList<(string Path, string? Raw)> changes)
    {
        var copy = (JsonObject)whole.DeepClone();
        var marks = new List<(string Mark, string Raw)>();
        foreach (var (path, raw) in changes)
        {
            var steps = path.Split('/');
            var node = copy;
            foreach (var step in steps[..^1]) node = node?[step] as JsonObject;
            if (node is null) continue;
            if (raw is null)
            {
                node.Remove(steps[^1]);
                continue;
            }
            var mark = $"@{marks.Count}@";
            node[steps[^1]] = mark;
            marks.Add(($"\"{mark}\"", raw.Replace("LONG", new string('x', 600), StringComparison.Ordinal)));
        }
        var json = copy.ToJsonString();
        foreach (var (mark, raw) in marks) json = json.Replace(mark, raw, StringComparison.Ordinal);
        return json;
    }

    private static List<JsonObject> RevenueCatEvents() =>
    [
        .. ((string[])["INITIAL_PURCHASE", "RENEWAL", "NON_RENEWING_PURCHASE", "PRODUCT_CHANGE", "CANCELLATION", "BILLING_ISSUE",
            "EXPIRATION", "TRANSFER", "SUBSCRIBER_ALIAS", "INVOICE_ISSUANCE"])
            .Select(type => new JsonObject
            {
                ["api_version"] = "1.0",
                ["event"] = RevenueCatEventsTests.Event(type,
                    ("original_app_user_id", "$RCAnonymousID:0f"), ("aliases", new JsonArray("$RCAnonymousID:0f")),
                    ("environment", "PRODUCTION"),
                    ("new_product_id", "premium_yearly"), ("grace_period_expiration_at_ms", null), ("cancel_reason", "UNSUBSCRIBE"),
                    ("transferred_from", new JsonArray("user-1")),
                    ("transferred_to", new JsonArray("user-2")),
                    ("product_id", type == "NON_RENEWING_PURCHASE" ? "coins" : "premium_monthly")),
            }),
    ];

    private static List<JsonObject> StripeEvents()
    {
        JsonObject Intent() => new()
        {
            ["id"] = "pi_1", ["amount"] = 1000, ["amount_received"] = 1000, ["currency"] = "usd",
            ["metadata"] = new JsonObject {
                ["user_id"] = "user-1", ["purpose"] = "topup", ["credits"] = "100", ["course_id"] = "course-1",
                ["operation_id"] = "payment-1" },
        };
        (string Type, JsonObject About)[] events =
        [
            ("payment_intent.succeeded", Intent()), ("payment_intent.payment_failed", Intent()),
            ("customer.created", new JsonObject { ["id"] = "cus_1" }),
            ("charge.refunded", new JsonObject {
                ["id"] = "ch_1", ["payment_intent"] = "pi_1", ["amount"] = 1000, ["amount_refunded"] = 500, ["refunded"] = false }),
            ("charge.dispute.created", new JsonObject {
                ["id"] = "dp_1", ["payment_intent"] = "pi_1", ["amount"] = 1000, ["currency"] = "usd", ["status"] = "needs_response" }),
            ("charge.dispute.closed", new JsonObject {
                ["id"] = "dp_1", ["payment_intent"] = "pi_1", ["amount"] = 1000, ["currency"] = "usd", ["status"] = "won" }),
        ];
        return [
            .. events.Select(
            e => new JsonObject { ["id"] = "evt_1", ["type"] = e.Type, ["data"] = new JsonObject { ["object"] = e.About } })];
    }

    private static string Signature(string body)
    {
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{stamp}.{body}"));
        return $"t={stamp},v1={Convert.ToHexStringLower(hash)}";
    }

    private Task<TestHost> HostAsync() => TestHost.StartAsync(
        routes =>
        {
            routes.MapSubscriptions();
            routes.MapWallet();
        },
        builder =>
        {
            builder.Services.AddSingleton(grains.Factory);
            builder.Services.ConfigureHttpJsonOptions(
                json => XelaJson.Configure(json.SerializerOptions, [SubscriptionsJson.Default, WalletJson.Default]));
            builder.Services.AddSingleton(PaymentSettings.Read(builder.Configuration));
            builder.AddRevenueCat();
        },
        ("Xela:Payments:RevenueCat:WebhookSecret", Secret), ("Xela:Payments:RevenueCat:CreditPacks:coins", "100"),
        ("Xela:Payments:Stripe:WebhookSecret", Secret));
}

using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Fakes;

/// <summary>RevenueCat, as far as it calls the webhook: the events of a store purchase.</summary>
public static class FakeRevenueCat
{
    /// <summary>What it authenticates itself with.</summary>
    public const string Secret = "the RevenueCat secret of these tests";

    /// <summary>The moment that events of one test run count from, so that an event that is sent twice is the same.</summary>
    public static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static (string Key, string? Value)[] Settings => [("Xela__Payments__RevenueCat__WebhookSecret", Secret)];

    /// <summary>
    /// An event about a subscription of <paramref name="person"/> that runs between two days, counted from <see cref="Now"/>.
    /// </summary>
    /// <param name="type">Its type, as <c>RENEWAL</c>.</param>
    /// <param name="person">Whose purchase it is.</param>
    /// <param name="transaction">The original transaction of the subscription.</param>
    /// <param name="from">The day of the purchase.</param>
    /// <param name="until">The day of its expiration.</param>
    /// <param name="more">Other fields, or other values.</param>
    public static JsonObject Event(
        string type, Person person, string transaction, int from, int until, params (string Field, string Value)[] more)
    {
        var body = new JsonObject
        {
            ["id"] = $"{type} {person.Id}", ["type"] = type, ["app_user_id"] = person.Id, ["product_id"] = "premium_monthly",
            ["original_transaction_id"] = transaction,
            ["event_timestamp_ms"] = Now.AddDays(from).AddSeconds(more.Length).ToUnixTimeMilliseconds(),
            ["purchased_at_ms"] = Now.AddDays(from).ToUnixTimeMilliseconds(), ["expiration_at_ms"] = Now.AddDays(until)
                .ToUnixTimeMilliseconds(),
        };
        foreach (var (field, value) in more) body[field] = value;
        return body;
    }

    /// <summary>Sends an event as RevenueCat does.</summary>
    public static Task<Reply> SendAsync(IApiServer host, JsonObject body) =>
        new Caller(host, Secret).PostAsync("/api/webhooks/revenuecat", new JsonObject { ["event"] = body });
}

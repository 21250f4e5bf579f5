using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>The host enforces the limits of the document, and takes any number from outside.</summary>
[Collection(SharedHost.Name)]
public sealed class LimitsTests(SharedHost shared)
{
    private static readonly string[] Numbers =
    [
        "-9223372036854775809", "-9223372036854775808", "-2147483649", "-2147483648", "-1", "-0", "0", "2147483647", "2147483648",
        "4294967290", "4294967295", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "1.5", "1e2", "1e400", "-1e400", "1E-400", "99999999999999999999999999999999999999999999999999",
    ];

    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Field_over_its_limit_is_a_400_naming_it()
    {
        var fixture = await ApiFixture.CreateAsync(host);
        var bounded = 0;
        foreach (var operation in (await BodiesAsync()))
        {
            var example = Within(fixture.BodyOf(operation)!);
            // Which fields of a store event are read depends on its type.
            foreach (var (name, property) in Properties(operation)
                .Where(property => !operation.Path.Contains("/webhooks/") || example.ContainsKey(property.Name)))
            {
                foreach (var beyond in Beyond(operation.Resolve(property)))
                {
                    var body = fixture.BodyOf(operation)!;
                    Within(body)[name] = beyond.DeepClone();
                    if (name == "stripe_token") Within(body)["payment_method"] = "stripe";
                    var reply = await SendAsync(fixture, operation, body.ToJsonString());
                    ((int)reply.Status).ShouldBe(400, $"{operation} {name}={Short(beyond)}: {reply.Text}");
                    reply.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name.Split('.')[^1])
                        .ShouldContain(name, $"{operation}: {reply.Text}");
                    bounded++;
                }
            }
        }
        bounded.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task Extreme_number_is_never_a_500()
    {
        var fixture = await ApiFixture.CreateAsync(host);
        foreach (var operation in (await ApiDocument.GetAsync()).Operations)
        {
            foreach (var (name, schema) in operation.Query.Where(field => IsInteger(field.Schema)))
            {
                foreach (var number in Numbers)
                {
                    var reply = await fixture.Owner.GetAsync($"{fixture.PathOf(operation.Path)}?{name}={Uri.EscapeDataString(number)}");
                    ShouldFit(reply, schema, number, $"{operation} ?{name}={number}");
                }
            }
        }
        foreach (var operation in await BodiesAsync())
        {
            foreach (var (name, property) in Properties(operation).Where(property => IsInteger(property.Schema)))
            {
                foreach (var number in Numbers)
                {
                    var body = fixture.BodyOf(operation)!;
                    Within(body)[name] = "NUMBER";
                    var reply =
                        await SendAsync(fixture, operation, body.ToJsonString().Replace("\"NUMBER\"", number, StringComparison.Ordinal));
                    ShouldFit(reply, property, number, $"{operation} {name}={number}");
                }
            }
        }
    }

    private static void ShouldFit(Reply reply, JsonObject schema, string number, string where)
    {
        ((int)reply.Status).ShouldBeLessThan(500, $"{where}: {reply.Text}");
        var fits = decimal.TryParse(
            number, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value)
            && value >= (decimal)schema["minimum"]! && value <= (decimal)schema["maximum"]!;
        if (!fits) ((int)reply.Status).ShouldBe(400, $"{where}: {reply.Text}");
    }

    private Task<Reply> SendAsync(ApiFixture fixture, ApiOperation operation, string body)
    {
        (string, string)[] headers = operation.Path is "/api/webhooks/revenuecat" or "/api/webhooks/mail"
            ? [("Authorization", $"Bearer {FakeRevenueCat.Secret}")]
            : [];
        var caller = operation.Path switch {
            _ when headers.Length > 0 => host.Anonymous, "/api/auth/upgrade" => fixture.Guest, _ => fixture.Owner };
        return caller.SendAsync(new HttpMethod(operation.Method), fixture.PathOf(operation.Path), body, headers);
    }

    /// <summary>Operations whose body is read for this caller: not admin routes, and not the signed Stripe webhook.</summary>
    private static async Task<IEnumerable<ApiOperation>> BodiesAsync() =>
        (await ApiDocument.GetAsync()).Operations.Where(operation =>
            operation.Body is not null && !operation.Path.Contains("/admin/") && operation.Path != "/api/webhooks/stripe");

    private static IEnumerable<(string Name, JsonObject Schema)> Properties(ApiOperation operation)
    {
        var schema = operation.BodySchema!;
        if (schema["properties"]!["event"] is JsonObject inner) schema = operation.Resolve(inner);
        return schema["properties"]!.AsObject().Select(property => (property.Key, property.Value!.AsObject()));
    }

    private static JsonObject Within(JsonObject body) => body["event"] as JsonObject ?? body;

    private static bool IsInteger(JsonObject schema) => schema["type"] is { } type && type.ToJsonString()
        .Contains("integer", StringComparison.Ordinal);

    private static string Short(JsonNode value) => value.ToJsonString() is var text && text.Length > 60 ? text[..60] : value.ToJsonString();

    /// <summary>Values that are just beyond the limits of a schema.</summary>
    private static IEnumerable<JsonNode> Beyond(JsonObject schema)
    {
        if (schema["enum"] is not null) yield return "none of them";
        if ((int?)schema["maxLength"] is { } most) yield return new string('a', most + 1);
        if ((int?)schema["minLength"] is { } least and > 0) yield return new string('a', least - 1);
        if (schema["maxLength"] is not null) yield return 5;
        if (schema["minimum"] is { } from && (long)from > long.MinValue) yield return (long)from - 1;
        if (schema["maximum"] is { } to && (long)to < long.MaxValue) yield return (long)to + 1;
        if ((int?)schema["maxItems"] is { } items)
            yield return new JsonArray([.. Enumerable.Range(0, items + 1).Select(i => (JsonNode)$"a{i}")]);
        if ((int?)schema["items"]?["maxLength"] is { } item) yield return new JsonArray(new string('a', item + 1));
        if (schema["items"] is not null) yield return new JsonArray("");
    }
}

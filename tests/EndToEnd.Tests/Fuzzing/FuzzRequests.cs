using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using XelaConnect.EndToEnd.Tests.Contract;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>One request and its operation; null for a request outside the contract.</summary>
internal sealed record FuzzRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, ApiOperation? Operation)
{
    public override string ToString() =>
        $"{Method} {Target}\n{string.Concat(Headers.Select(header => $"{header.Name}: {header.Value}\n"))}\n"
        + $"{(Body is null ? "" : Encoding.UTF8.GetString(Body))}";
}

/// <summary>Generates requests from the published document: mostly valid ones with some invalid parts.</summary>
internal sealed class FuzzRequests(ApiDocument document)
{
    private const string RawMark = "@@raw@@";

    private static readonly string[] Elsewhere =
    [
        "/", "//", "/api", "/api/", "/api/nothing", "/API/AUTH/ME", "/api//circles", "/api/circles/", "/api/%63ircles",
        "/api/circles/%2e%2e", "/api/circles/..%2f", "/hubs/live", "/hubs/live/negotiate", "/hubs/live?id=none", "/hubs/live?id=%00",
        "/HUBS/LIVE/negotiate?negotiateVersion=99999999999", "/docs", "/docs/", "/docs/index.html", "/docs/../api",
        "/docs/%2e%2e/%2e%2e/etc/passwd", "/openapi/v1.json", "/openapi/v2.json", "/health/live", "/health/ready", "/metrics",
        "/favicon.ico", "/.well-known/x", "/api/admin", "/api/admin/users", "/%ff", "/%", "/a%00b",
    ];

    private static readonly string[] MediaTypes =
        ["text/plain", "application/json; charset=utf-16", "application/xml", "application/vnd.api+json", "x", "multipart/form-data"];

    // Sent rarely: they end the session that later requests need.
    private static readonly string[] Ending =
        ["POST /api/auth/logout", "DELETE /api/auth/sessions", "POST /api/auth/password", "DELETE /api/users/me"];

    public FuzzRequest Next(Random random, FuzzContext context)
    {
        if (random.Chance(3)) return Outside(random, context);
        var operation = random.Of(document.Operations);
        while (Ending.Contains($"{operation}") && !random.Chance(5)) operation = random.Of(document.Operations);
        var method = random.Chance(2)
            ? random.Of(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "QUERY"])
            : operation.Method;
        var headers = Headers(random, context);
        // Staff is one person for all scenes.
        if (Ending.Contains($"{operation}")) headers.Remove(("Authorization", $"Bearer {context.Staff.Token}"));
        var body = operation.BodyExample is not null && method is not ("GET" or "HEAD" or "TRACE") && !random.Chance(2)
            ? BodyOf(random, context, operation)
            : null;
        if (body is null && random.Chance(2) && method is not ("GET" or "HEAD" or "TRACE"))
            body = Encoding.UTF8.GetBytes(FuzzValues.Json(random));
        if (body is not null) headers.Add(("Content-Type", random.Chance(96) ? "application/json" : random.Of(MediaTypes)));
        Sign(random, operation, headers, body);
        return new FuzzRequest(method, PathOf(random, context, operation) + QueryOf(random, context, operation), headers, body,
            method == operation.Method ? operation : null);
    }

    /// <summary>A random value for a parameter of a hub method, as JSON.</summary>
    public static string Argument(Random random, FuzzContext context, Type type) =>
        random.Chance(20) ? FuzzValues.Json(random)
        : type == typeof(bool) ? random.Of(["true", "false"])
        : type == typeof(long) || type == typeof(long?) || type == typeof(int) ? random.Of(FuzzValues.Numbers)
        : System.Text.Json.JsonSerializer.Serialize(random.Next(8) switch
        {
            0 => context.Fixture.Circle, 1 => context.Fixture.Owner.Id, 2 => context.Fixture.Conversation, 3 => context.Fixture.Answer, 4 =>
                context.Fixture.Member.Id,
            5 => context.LearnedId(random) ?? "", 6 => random.Next(1000).ToString(CultureInfo.InvariantCulture), _ =>
                FuzzValues.Text(random),
        });

    private static FuzzRequest Outside(Random random, FuzzContext context) =>
        new(
            random.Of(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"]),
            random.Of(Elsewhere) + (random.Chance(20) ? "?" + Escaped(random, FuzzValues.Text(random)) : ""), Headers(random, context),
            null, null);

    private static List<(string, string)> Headers(Random random, FuzzContext context)
    {
        var headers = new List<(string, string)>();
        if (context.TokenOf(random) is { } token) headers.Add(("Authorization", $"Bearer {token}"));
        if (random.Chance(15)) headers.Add(("Idempotency-Key", random.Chance(80) ? $"key-{random.Next(40)}" : Header(random)));
        if (random.Chance(8)) headers.Add(("X-Response-Envelope", random.Chance(80) ? "true" : Header(random)));
        if (random.Chance(8))
            headers.Add(("Accept", random.Of(["text/event-stream", "*/*", "text/html", "application/xml", Header(random)])));
        if (random.Chance(5)) headers.Add(("If-None-Match", random.Of(["*", "\"a\"", "W/\"a\"", "\"a", Header(random)])));
        if (random.Chance(4))
            headers.Add(
                ("Last-Event-ID",
                random.Of([$"{context.Fixture.Answer}:abc:2147483647", $"{context.Fixture.Answer}::-1", "::", Header(random)])));
        if (random.Chance(4)) headers.Add(("Accept-Language", random.Chance(50) ? "de-DE,de;q=0.9" : Header(random)));
        if (random.Chance(4))
            headers.Add(("traceparent", random.Chance(50) ? "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" : Header(random)));
        if (random.Chance(4)) headers.Add(("X-Forwarded-For", Header(random)));
        if (random.Chance(4)) headers.Add(("Origin", random.Of(["null", "https://example.org", Header(random)])));
        if (random.Chance(2)) headers.Add(("Expect", "100-continue"));
        return headers;
    }

    /// <summary>A header value that HTTP clients let through: visible characters and spaces.</summary>
    private static string Header(Random random) => new([.. FuzzValues.Text(random).Where(c => c is >= ' ' and < '\u007f').Take(8000)]);

    private static string PathOf(Random random, FuzzContext context, ApiOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.PathParameters.ToList())
        {
            if (random.Chance(65)) continue;
            var value = random.Next(3) switch
            {
                0 => context.LearnedId(random) ?? "x",
                1 => context.Learned(random, parameter) ?? context.Fixture.Stranger.Id,
                _ => FuzzValues.Text(random),
            };
            path = path.Replace($"{{{parameter}}}", Escaped(random, value is "" or "." or ".." ? "%20" : value), StringComparison.Ordinal);
        }
        path = context.Fixture.PathOf(path);
        return random.Chance(3) ? path.ToUpperInvariant() : random.Chance(2) ? path + "/" : path;
    }

    private static string QueryOf(Random random, FuzzContext context, ApiOperation operation)
    {
        var query = new StringBuilder();
        foreach (var (name, schema) in operation.Query)
        {
            if (random.Chance(45)) continue;
            var times = random.Chance(4) ? 3 : 1;
            for (var i = 0; i < times; i++)
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=')
                    .Append(Escaped(random, ValueOf(random, context, name, schema)));
        }
        if (random.Chance(3)) query.Append(query.Length == 0 ? '?' : '&').Append(Escaped(random, FuzzValues.Text(random)));
        return query.ToString();
    }

    private static string ValueOf(Random random, FuzzContext context, string name, JsonObject schema) =>
        random.Chance(20) ? FuzzValues.Text(random)
        : name is "cursor" or "since" && context.Learned(random, "next_cursor") is { } cursor ? cursor
        : schema["enum"] is JsonArray set ? (string?)random.Of(set.ToList()) ?? ""
        : schema["type"]?.ToJsonString().Contains("integer", StringComparison.Ordinal) == true ? random.Of(FuzzValues.Numbers)
        : random.Of(["true", "a", "London", "walk", "%"]);

    private static string Escaped(Random random, string text)
    {
        // Invalid UTF-8, as far as a request line can carry it.
        if (random.Chance(3)) return "%ff%fe%80";
        var valid = new StringBuilder();
        foreach (var rune in text.Length > 6000 ? text[..6000].EnumerateRunes() : text.EnumerateRunes()) valid.Append(rune.ToString());
        return Uri.EscapeDataString(valid.ToString());
    }

    private static byte[] BodyOf(Random random, FuzzContext context, ApiOperation operation)
    {
        var body = operation.Path switch
        {
            "/api/webhooks/stripe" => StripeEvent(random, context),
            "/api/webhooks/revenuecat" => StoreEvent(random, context),
            _ => context.Fixture.BodyOf(operation)!,
        };
        var raw = new List<string>();
        for (var i = random.Next(4); i > 0; i--) Change(random, context, operation, body, raw);
        var text = body.ToJsonString();
        foreach (var value in raw)
        {
            var at = text.IndexOf($"\"{RawMark}\"", StringComparison.Ordinal);
            if (at >= 0) text = text[..at] + value + text[(at + RawMark.Length + 2)..];
        }
        if (random.Chance(2))
        {
            text = random.Of(
            [
                "", "[]", "null", "\"a\"", "1", text + text, text[..(text.Length / 2)], "\ufeff" + text, $"[{text}]", new string('[', 5000),
                text.Replace("\"", "'", StringComparison.Ordinal),
            ]);
        }
        if (random.Next(400) == 0) text = $"{{\"a\":\"{new string('a', 300_000)}\"}}";
        var bytes = Encoding.UTF8.GetBytes(text);
        if (random.Chance(2) && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    /// <summary>Makes one field something else.</summary>
    private static void Change(Random random, FuzzContext context, ApiOperation operation, JsonObject body, List<string> raw)
    {
        var inner = body.Where(field => field.Value is JsonObject).Select(field => field.Value!.AsObject()).FirstOrDefault();
        var target = inner is not null && random.Chance(80) ? inner : body;
        var properties = operation.BodySchema!["properties"]?.AsObject().Select(property => property.Key).ToList() ?? [];
        if (target != body) properties = [.. target.Select(field => field.Key), .. InnerNames(operation)];
        var name = random.Chance(92) && properties.Count > 0 ? random.Of(properties) : FuzzValues.Text(random);
        switch (random.Next(10))
        {
            case 0:
                target.Remove(name);
                break;
            case 1 or 2:
                target[name] = Valid(FuzzValues.Text(random));
                break;
            case 3 when context.LearnedId(random) is { } id:
                target[name] = id;
                break;
            default:
                target[Valid(name)] = RawMark;
                raw.Add(FuzzValues.Json(random));
                break;
        }
    }

    private static readonly string[] StripeEvents =
    [
        "payment_intent.succeeded", "payment_intent.payment_failed", "charge.refunded", "charge.dispute.created", "charge.dispute.closed",
        "customer.created",
    ];

    private static readonly string[] StoreEvents =
    [
        "INITIAL_PURCHASE", "RENEWAL", "CANCELLATION", "UNCANCELLATION", "NON_RENEWING_PURCHASE", "PRODUCT_CHANGE", "BILLING_ISSUE",
        "EXPIRATION", "TRANSFER",
        "REFUND", "SUBSCRIPTION_EXTENDED", "TEST",
    ];

    private static JsonObject StripeEvent(Random random, FuzzContext context)
    {
        var metadata = new JsonObject
        {
            ["user_id"] = random.Of([context.Fixture.Owner.Id, context.Fixture.Member.Id, "user-none"]),
            ["operation_id"] = $"operation-{random.Next(50)}",
            ["purpose"] = random.Of(["topup", "course", "none"]), ["credits"] = random.Of(["10", "100", "0", "99999999999"]),
            ["course_id"] = context.Fixture.Course,
        };
        var intent = $"pi_{random.Next(50)}";
        var amount = random.Of([0L, 1, 1000, -5, long.MaxValue]);
        return FakeStripe.Event($"evt_{random.Next(500)}", random.Of(StripeEvents), new JsonObject
        {
            ["id"] = intent, ["payment_intent"] = intent, ["amount"] = amount, ["amount_received"] = amount,
            ["currency"] = random.Of(["usd", "eur", ""]), ["status"] = "succeeded",
            ["amount_refunded"] = random.Of([0L, 1, 1000, long.MaxValue]), ["refunded"] = random.Chance(50), ["charge"] = $"ch_{intent}",
            ["metadata"] = metadata,
        });
    }

    private static JsonObject StoreEvent(Random random, FuzzContext context)
    {
        var from = DateTimeOffset.UtcNow.AddDays(random.Next(-400, 400)).ToUnixTimeMilliseconds();
        return new JsonObject
        {
            ["event"] = new JsonObject
            {
                ["id"] = $"event-{random.Next(500)}",
                ["type"] = random.Of(StoreEvents),
                ["app_user_id"] = random.Of([context.Fixture.Owner.Id, context.Fixture.Member.Id, "nobody"]),
                ["product_id"] = random.Of(["premium_monthly", "elite_monthly", "none"]),
                ["entitlement_ids"] = new JsonArray(random.Of(["premium", "elite", "none"])),
                ["purchased_at_ms"] = from, ["expiration_at_ms"] = from + random.Of([-1L, 0, 2_592_000_000]),
                ["event_timestamp_ms"] = from + random.Next(100_000), ["original_transaction_id"] = $"transaction-{random.Next(20)}",
                ["cancel_reason"] = random.Of(["CUSTOMER_SUPPORT", "UNSUBSCRIBE"]),
                ["transferred_from"] = new JsonArray(context.Fixture.Owner.Id),
                ["transferred_to"] = new JsonArray(context.Fixture.Member.Id),
            },
        };
    }

    private static IEnumerable<string> InnerNames(ApiOperation operation) =>
        operation.BodySchema!["properties"]!.AsObject().Select(property => operation.Resolve(property.Value!.AsObject()))
            .SelectMany(schema => schema["properties"]?.AsObject().Select(property => property.Key) ?? []);

    // JsonNode refuses unpaired surrogates; those come as raw JSON instead.
    private static string Valid(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    /// <summary>Signs most webhooks as their senders do.</summary>
    private static void Sign(Random random, ApiOperation operation, List<(string Name, string Value)> headers, byte[]? body)
    {
        if (operation.Path == "/api/webhooks/stripe" && !random.Chance(8))
            headers.Add(
                ("Stripe-Signature", random.Chance(90) ? FakeStripe.Signature(Encoding.UTF8.GetString(body ?? []), FakeStripe.WebhookSecret)
                : random.Of(
                    ["t", "t=", "t=,v1=", "v1", "=", ",,,", "t=99999999999999999999,v1=a", "t=-1,v1=a", "t=1,t=2,v1=", Header(random)])));
        if (operation.Path is not ("/api/webhooks/revenuecat" or "/api/webhooks/mail") || random.Chance(8)) return;
        headers.RemoveAll(header => header.Name == "Authorization");
        headers.Add(("Authorization", random.Chance(95) ? $"Bearer {FakeRevenueCat.Secret}" : Header(random)));
    }
}

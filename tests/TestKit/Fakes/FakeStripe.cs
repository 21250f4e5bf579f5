using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace XelaConnect.TestKit.Fakes;

/// <summary>
/// Stripe on the loopback, as far as a charge and its webhooks go: an idempotency key is charged once and answered the same for ever. What
/// the card token says decides what happens: <c>pm_declined</c>, <c>pm_action</c>, <c>pm_unknown</c>, <c>pm_busy</c>, <c>pm_mute</c>
/// (charges and never answers the first time).
/// </summary>
public sealed class FakeStripe : IAsyncDisposable
{
    public const string WebhookSecret = "whsec_of_these_tests";
    private const string SecretKey = "sk_test_of_these_tests";

    private readonly ConcurrentDictionary<string, Charge> charges = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource ending = new();
    private readonly WebApplication app = LoopbackServer.Create();
    private int requests;

    private FakeStripe()
    {
        app.MapPost("/v1/payment_intents", (Func<HttpContext, Task<IResult>>)ChargeAsync);
    }

    /// <summary>Called when a charge has been taken and before it is answered.</summary>
    public Func<Charge, Task>? OnCharged { get; set; }

    /// <summary>Every charge that was taken.</summary>
    public IReadOnlyList<Charge> Charges => [.. charges.Values];

    public int Requests => requests;

    public (string Key, string? Value)[] Settings =>
    [
        ("Xela__Payments__Stripe__ApiBase", app.Urls.Single()),
        ("Xela__Payments__Stripe__SecretKey", SecretKey),
        ("Xela__Payments__Stripe__WebhookSecret", WebhookSecret),
    ];

    public static async Task<FakeStripe> StartAsync()
    {
        var stripe = new FakeStripe();
        await stripe.app.StartAsync();
        return stripe;
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await app.DisposeAsync();
        ending.Dispose();
    }

    public static JsonObject Succeeded(Charge charge, string? eventId = null) =>
        IntentEvent(charge, eventId ?? $"evt_ok_{charge.IntentId}", "payment_intent.succeeded");

    public static JsonObject IntentEvent(Charge charge, string eventId, string type)
    {
        var metadata = new JsonObject();
        foreach (var (name, value) in charge.Metadata) metadata[name] = value;
        return Event(
            eventId, type, new JsonObject {
            ["id"] = charge.IntentId, ["amount"] = charge.Cents, ["amount_received"] = charge.Cents, ["currency"] = "usd",
            ["status"] = "succeeded", ["metadata"] = metadata });
    }

    public static JsonObject Refunded(Charge charge, long cents, string? eventId = null) =>
        Event(eventId ?? $"evt_refund_{charge.IntentId}_{cents}", "charge.refunded", new JsonObject
    {
        ["id"] = $"ch_{charge.IntentId}", ["payment_intent"] = charge.IntentId, ["amount"] = charge.Cents, ["amount_refunded"] = cents,
        ["refunded"] = cents == charge.Cents,
    });

    public static JsonObject Dispute(Charge charge, string status, string? type = null, long? cents = null) =>
        Event($"evt_dp_{charge.IntentId}_{status}", $"charge.dispute.{type ?? "closed"}", new JsonObject
    {
        ["id"] = $"dp_{charge.IntentId}", ["charge"] = $"ch_{charge.IntentId}", ["payment_intent"] = charge.IntentId, ["amount"] = cents
            ?? charge.Cents, ["currency"] = "usd", ["status"] = status,
    });

    public static JsonObject Event(string id, string type, JsonObject about) =>
        new() { ["id"] = id, ["type"] = type, ["data"] = new JsonObject { ["object"] = about } };

    /// <summary>Sends a webhook as Stripe does.</summary>
    public static Task<Reply> SendAsync(IApiServer host, JsonObject body, string secret = WebhookSecret, long agedSeconds = 0)
    {
        var text = body.ToJsonString();
        return SendAsync(host, text, Signature(text, secret, agedSeconds));
    }

    public static async Task<Reply> SendAsync(IApiServer host, string body, string? signature)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/api/webhooks/stripe")) {
            Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        return await Caller.SendAsync(http, request);
    }

    public static string Signature(string body, string secret, long agedSeconds = 0)
    {
        var stamp = (DateTimeOffset.UtcNow.ToUnixTimeSeconds() - agedSeconds).ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}"));
        return $"t={stamp},v1={Convert.ToHexStringLower(hash)}";
    }

    private async Task<IResult> ChargeAsync(HttpContext http)
    {
        Interlocked.Increment(ref requests);
        if (http.Request.Headers.Authorization != $"Bearer {SecretKey}")
            return Results.Json(new { error = new { type = "invalid_request_error" } }, statusCode: 401);
        var form = await http.Request.ReadFormAsync();
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        var card = form["payment_method"].FirstOrDefault() ?? form["payment_method_data[card][token]"].ToString();
        if (card == "pm_unknown")
            return Results.Json(new { error = new { type = "invalid_request_error", code = "resource_missing", param = "payment_method" } },
                statusCode: 400);
        if (card == "pm_busy") return Results.Json(new { error = new { type = "rate_limit_error" } }, statusCode: 429);
        if (card == "pm_declined")
            return Results.Json(new { error = new { type = "card_error", code = "card_declined" } }, statusCode: 402);
        var first = false;
        var charge = charges.GetOrAdd(key, _ =>
        {
            first = true;
            return new Charge(key, $"pi_{Guid.NewGuid():N}", long.Parse(form["amount"].ToString(), CultureInfo.InvariantCulture), card,
                form.Where(f => f.Key.StartsWith("metadata[", StringComparison.Ordinal))
                    .ToDictionary(f => f.Key["metadata[".Length..^1], f => f.Value.ToString()));
        });
        if (OnCharged is { } onCharged) await onCharged(charge);
        if (card == "pm_action") return Results.Json(new { id = charge.IntentId, status = "requires_action" });
        if (card == "pm_mute" && first)
        {
            try { await Task.Delay(Timeout.Infinite, CancellationTokenSource.CreateLinkedTokenSource(ending.Token, http.RequestAborted)
                .Token); }
            catch (OperationCanceledException) { http.Abort(); }
        }
        return Results.Json(new { id = charge.IntentId, status = "succeeded", amount = charge.Cents, currency = "usd" },
            statusCode: (int)HttpStatusCode.OK);
    }

    /// <summary>Money that was taken.</summary>
    public sealed record Charge(string Key, string IntentId, long Cents, string Card, Dictionary<string, string> Metadata);
}

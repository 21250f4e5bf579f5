using Stripe;

namespace XelaConnect.ApiHost.Payments;

/// <summary>Stripe's webhook. A 200 means that the event is stored; Stripe retries after anything else.</summary>
internal static partial class StripeWebhook
{
    /// <summary>Tolerated difference between Stripe's clock and the system's, in seconds, either way.</summary>
    private const int Tolerance = 300;

    private static readonly Fault BadSignature = new(
        FaultKind.Invalid, "invalid_signature", "The header Stripe-Signature does not sign this body, or is too old.",
        "Stripe-Signature");

    public static async Task<IResult> ReceiveAsync(
        HttpContext http, IGrainFactory grains, PaymentSettings settings, RateLimits limits, ILoggerFactory loggers)
    {
        if (settings.StripeWebhookSecret is not { } secret)
            return limits.RefuseUnknownService(http, WalletFaults.NotConfigured);
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
        if (!IsSigned(http.Request.Headers["Stripe-Signature"], bytes.Span, secret))
            return limits.RefuseUnknownService(http, BadSignature);

        var parsed = StripeEvent.Parse(bytes);
        if (!parsed.IsOk) return Refuse(parsed.Fault);
        if (parsed.Value.Kind != StripeEventKind.Other) return Ok(await ForwardAsync(grains, parsed.Value), "Received");
        LogOther(loggers.CreateLogger("XelaConnect.Wallet"), parsed.Value.Id);
        return TypedResults.Ok(new DoneJson("Received"));
    }

    /// <summary>
    /// Checks the signature over the raw body. Invalid UTF-8 does not survive the decoding, so its signature does not
    /// match. The library compares the timestamp with the system's clock, whatever <c>Xela:Clock:Offset</c> is.
    /// </summary>
    private static bool IsSigned(string? header, ReadOnlySpan<byte> body, string secret)
    {
        if (header is null) return false;
        try
        {
            EventUtility.ValidateSignature(Encoding.UTF8.GetString(body), header, secret, Tolerance);
            return true;
        }
        // The last two: a timestamp that is no number or out of range.
        catch (Exception e) when (e is StripeException or FormatException or OverflowException) { return false; }
    }

    private static Task<Outcome<Done>> ForwardAsync(IGrainFactory grains, StripeEvent received)
    {
        var (operation, intent) = ($"stripe/{received.Id}", grains.PaymentIntent(received.IntentId));
        return received switch
        {
            { Kind: StripeEventKind.Refunded } =>
                intent.RefundedAsync(new(operation, received.Cents ?? 0, received.IsFull)),
            { Kind: StripeEventKind.Disputed } =>
                intent.DisputedAsync(new(operation, received.Dispute.Id, received.Cents, received.Dispute.Outcome)),
            { Kind: StripeEventKind.Unmatched, Unmatched: { } unmatched } =>
                intent.HoldUnmatchedAsync(new(operation, unmatched)),
            { Kind: StripeEventKind.Failed, Payment: { } payment } =>
                intent.FailedAsync(new(operation, payment.UserId, payment.PaymentId)),
            { Kind: StripeEventKind.Succeeded, Payment: { } payment } =>
                intent.SucceededAsync(new(operation, payment.UserId, payment.PaymentId, payment.Order, payment.Currency)),
            _ => throw new ArgumentOutOfRangeException(nameof(received), received.Kind, "The event has no command."),
        };
    }

    [LoggerMessage(6202, LogLevel.Information, "Stripe event {EventId} does not concern this server; it is ignored")]
    private static partial void LogOther(ILogger log, string eventId);
}

/// <summary>Body of Stripe's webhook, as far as it is read.</summary>
internal sealed record StripeEventRequest(
    [property: Length(1, Limits.EventId)] string Id, [property: Length(1, Limits.EventType)] string Type,
    StripeDataRequest Data);

/// <summary>The object of an event.</summary>
internal sealed record StripeDataRequest(JsonElement Object);

/// <summary>Settings of Stripe's webhook; without a secret it is refused as not configured.</summary>
internal sealed record PaymentSettings(string? StripeWebhookSecret)
{
    public static PaymentSettings Read(IConfiguration configuration) =>
        new(configuration.Text("Xela:Payments:Stripe:WebhookSecret"));
}

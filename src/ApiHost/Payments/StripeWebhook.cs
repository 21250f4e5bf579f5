using System.Text;
using Stripe;
using XelaConnect.ApiHost.Http;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Payments;

/// <summary>Stripe's webhook (contract §3 "Payments"). An answer of 200 means that what it says is stored; everything else makes Stripe send it again.</summary>
internal static partial class StripeWebhook
{
    /// <summary>How far the sender's clock may be from ours, in seconds, either way.</summary>
    private const int Tolerance = 300;

    private static readonly Fault BadSignature = new(FaultKind.Invalid, "invalid_signature", "The header Stripe-Signature does not sign this body, or is too old.", "Stripe-Signature");

    public static async Task<IResult> ReceiveAsync(HttpContext http, IGrainFactory grains, PaymentSettings settings, RateLimits limits, ILoggerFactory loggers)
    {
        if (settings.StripeWebhookSecret is not { } secret) return limits.RefuseUnknownService(http, WalletFaults.NotConfigured);
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var bytes = new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
        if (!IsSigned(http.Request.Headers["Stripe-Signature"], bytes.Span, secret)) return limits.RefuseUnknownService(http, BadSignature);

        var parsed = StripeEvent.Parse(bytes);
        if (!parsed.IsOk) return OutcomeResults.Refuse(parsed.Fault);
        var taken = await TakeAsync(grains, parsed.Value, loggers.CreateLogger("XelaConnect.Wallet"));
        return OutcomeResults.Of(taken, _ => TypedResults.Ok(new DoneJson("Received")));
    }

    /// <summary>
    /// Checks the signature over the raw body. Bytes that are no UTF-8 do not survive the decoding, so their signature does not match. The
    /// library compares the timestamp with the system's clock, whatever <c>Xela:Clock:Offset</c> makes of ours.
    /// </summary>
    private static bool IsSigned(string? header, ReadOnlySpan<byte> body, string secret)
    {
        if (header is null) return false;
        try
        {
            EventUtility.ValidateSignature(Encoding.UTF8.GetString(body), header, secret, Tolerance);
            return true;
        }
        // The last two: a timestamp that is no number, or one beyond its range.
        catch (Exception e) when (e is StripeException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static async Task<Outcome<Done>> TakeAsync(IGrainFactory grains, StripeEvent news, ILogger log)
    {
        var operation = $"stripe/{news.Id}";
        if (news.Kind == StripeEventKind.Other)
        {
            LogOther(log, news.Id);
            return Done.Instance;
        }
        var intent = grains.PaymentIntent(news.IntentId);
        switch (news.Kind)
        {
            case StripeEventKind.Refunded: return await intent.RefundedAsync(new IntentRefunded(operation, news.Cents ?? 0, news.Wholly));
            case StripeEventKind.Disputed: return await intent.DisputedAsync(new IntentDisputed(operation, news.Dispute.Id, news.Cents, news.Dispute.Outcome));
            case StripeEventKind.Kept: return await intent.HoldUnmatchedAsync(new HoldUnmatchedPayment(operation, news.Kept!));
        }

        var payment = news.Payment!;
        var isHere = await grains.User(payment.UserId).GetAsync() is not null;
        if (news.Kind == StripeEventKind.Failed) return isHere ? await intent.FailedAsync(new IntentFailed(operation, payment.UserId, payment.PaymentId)) : Done.Instance;
        if (isHere) return await intent.SucceededAsync(new IntentSucceeded(operation, payment.UserId, payment.PaymentId, payment.Order, payment.Currency));
        LogNobody(log, payment.PaymentId);
        return await intent.HoldUnmatchedAsync(new HoldUnmatchedPayment(operation, payment.OfUnknownUser()));
    }

    [LoggerMessage(6201, LogLevel.Error, "The payment {PaymentId} is paid, and the user id in its metadata is unknown here; it is kept for staff")]
    private static partial void LogNobody(ILogger log, string paymentId);

    [LoggerMessage(6202, LogLevel.Information, "Stripe's event {EventId} does not concern this server")]
    private static partial void LogOther(ILogger log, string eventId);
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using XelaConnect.Grains.Wallet;
using XelaConnect.Wallet;

namespace XelaConnect.Silo.Wallet;

/// <summary>
/// Stripe's PaymentIntents (contract §3 "Payments"): one POST that creates and confirms, under the payment's id as idempotency key, so that however often it
/// is sent the card is charged once. Within 8 seconds, a bounded number at once, and not at all for a while after it kept failing.
/// </summary>
internal sealed partial class StripeGateway(IHttpClientFactory clients, StripeSettings settings, ILogger<StripeGateway> log) : IPaymentGateway
{
    /// <summary>Its client's name. One is made for each charge: what would be kept for longer would keep an address that has moved.</summary>
    public const string Client = "stripe";

    private const int LargestAnswer = 256 * 1024;

    private static readonly SemaphoreSlim Lane = new(64);

    /// <summary>Within the 10 seconds that a call between grains may take, so that it is the deadline that ends a charge.</summary>
    private readonly ResiliencePipeline<HttpResponseMessage> pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = 0.5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(10), BreakDuration = TimeSpan.FromSeconds(5),
            ShouldHandle = static outcome => ValueTask.FromResult(
                outcome.Outcome.Exception is HttpRequestException or TimeoutRejectedException or IOException || outcome.Outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError }),
        })
        .AddTimeout(TimeSpan.FromSeconds(8))
        .Build();

    public bool IsConfigured => settings.SecretKey is not null;

    public async Task<ChargeResult> ChargeAsync(ChargePayment charge)
    {
        if (!await Lane.WaitAsync(TimeSpan.Zero)) return NotSent("busy");
        try
        {
            using var response = await pipeline.ExecuteAsync(async cancellation =>
            {
                using var http = clients.CreateClient(Client);
                using var request = RequestFor(charge);
                var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                await answer.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
                return answer;
            });
            return await ReadAsync(response);
        }
        catch (BrokenCircuitException)
        {
            return NotSent("breaker");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return NotSent(e.HttpRequestError.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or OperationCanceledException or IOException or JsonException)
        {
            LogUnknown(log, e.GetType().Name);
            return new ChargeResult(ChargeStatus.Unknown);
        }
        finally
        {
            Lane.Release();
        }
    }

    private HttpRequestMessage RequestFor(ChargePayment charge)
    {
        var order = charge.Order;
        var form = new List<KeyValuePair<string, string>>
        {
            new("amount", order.Cents.ToString(CultureInfo.InvariantCulture)),
            new("currency", "usd"),
            new("confirm", "true"),
            new("payment_method_types[]", "card"),
            // Nobody is there to answer the bank's question, so Stripe is asked to decline where there is one.
            new("error_on_requires_action", "true"),
            new("metadata[user_id]", charge.UserId),
            new("metadata[purpose]", order.Purpose),
            order.CourseId is { } course ? new("metadata[course_id]", course) : new("metadata[credits]", order.Credits.ToString(CultureInfo.InvariantCulture)),
            new("metadata[operation_id]", charge.PaymentId),
        };
        if (charge.CardToken.StartsWith("pm_", StringComparison.Ordinal)) form.Add(new("payment_method", charge.CardToken));
        else form.AddRange([new("payment_method_data[type]", "card"), new("payment_method_data[card][token]", charge.CardToken)]);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.ApiBase, "/v1/payment_intents")) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new("Bearer", settings.SecretKey);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", charge.PaymentId);
        return request;
    }

    private async Task<ChargeResult> ReadAsync(HttpResponseMessage response)
    {
        var status = response.StatusCode;
        if (status == HttpStatusCode.Conflict || status >= HttpStatusCode.InternalServerError)
        {
            // 409: the same charge is under way. Stripe calls its own 500s undecided.
            LogUnknown(log, $"status {(int)status}");
            return new ChargeResult(ChargeStatus.Unknown);
        }
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        return response.IsSuccessStatusCode ? Intent(document.RootElement) : Refusal(status, document.RootElement);
    }

    private static ChargeResult Intent(JsonElement intent) => (Text(intent, "status"), Text(intent, "id")) switch
    {
        ("succeeded", { Length: > 0 } id) => new ChargeResult(ChargeStatus.Succeeded, id),
        ("requires_action", _) => new ChargeResult(ChargeStatus.Declined, Reason: WalletFaults.CardNeedsOwner),
        ("requires_payment_method" or "requires_confirmation" or "canceled", _) => new ChargeResult(ChargeStatus.Declined, Reason: WalletFaults.CardDeclined),
        _ => new ChargeResult(ChargeStatus.Unknown),
    };

    private ChargeResult Refusal(HttpStatusCode status, JsonElement answer)
    {
        var error = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var found) ? found : default;
        var (type, code, param) = (Text(error, "type"), Text(error, "code"), Text(error, "param"));
        if (type == "card_error" || status == HttpStatusCode.PaymentRequired)
            return new ChargeResult(ChargeStatus.Declined, Reason: code == "authentication_required" ? WalletFaults.CardNeedsOwner : WalletFaults.CardDeclined);
        if (type == "idempotency_error") return new ChargeResult(ChargeStatus.Unknown);
        if (param?.StartsWith("payment_method", StringComparison.Ordinal) == true) return new ChargeResult(ChargeStatus.Declined, Reason: WalletFaults.BadCardToken);
        LogRefused(log, (int)status, type ?? "none", code ?? "none");
        return NotSent($"status {(int)status}");
    }

    private ChargeResult NotSent(string reason)
    {
        LogNotSent(log, reason);
        return new ChargeResult(ChargeStatus.NotSent, Reason: WalletFaults.PaymentsUnavailable);
    }

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(4601, LogLevel.Warning, "Stripe did not say what became of a charge ({Reason}); it is asked again under the same key.")]
    private static partial void LogUnknown(ILogger log, string reason);

    [LoggerMessage(4602, LogLevel.Warning, "A charge did not reach Stripe ({Reason}).")]
    private static partial void LogNotSent(ILogger log, string reason);

    [LoggerMessage(4603, LogLevel.Error, "Stripe refused a charge for a reason of ours: status {Status}, {Type}, {Code}. Check the key and the account.")]
    private static partial void LogRefused(ILogger log, int status, string type, string code);
}

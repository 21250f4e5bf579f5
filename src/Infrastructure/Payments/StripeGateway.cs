using Polly.RateLimiting;
using Stripe;
using XelaConnect.Grains.Payments;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Infrastructure.Payments;

/// <summary>The payment id is the idempotency key: however often it is delivered, the card is charged once.</summary>
internal sealed partial class StripeGateway(
    IHttpClientFactory clients, StripeSettings settings, ILogger<StripeGateway> log) : IPaymentGateway
{
    public const string Client = "stripe";
    private const string Currency = "usd";
    private const int MaxResponseBytes = 256 * 1024;
    /// <summary>Shorter than the 10 seconds of a grain call, so that this deadline decides.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    private readonly PaymentIntentService? intents = settings.SecretKey is not { } key ? null : new(new StripeClient(new StripeClientOptions
    {
        ApiKey = key,
        ApiBase = settings.ApiBase.AbsoluteUri.TrimEnd('/'),
        HttpClient = new SystemNetHttpClient(
            clients.CreateClient(Client), maxNetworkRetries: 0, enableTelemetry: false),
    }));

    public bool IsConfigured => intents is not null;

    public static void AddTo(IServiceCollection services, StripeSettings settings)
    {
        services.AddSingleton(settings);
        services.AddHttpClient(Client).AddBounds(Deadline, MaxResponseBytes);
        services.AddSingleton<IPaymentGateway, StripeGateway>();
    }

    public async Task<ChargeResult> ChargeAsync(ChargePayment charge)
    {
        if (intents is null) return NotSent("no key");
        var request = new RequestOptions { IdempotencyKey = charge.PaymentId };
        try { return Result(await intents.CreateAsync(OptionsOf(charge), request), charge.Order); }
        catch (StripeException e) { return Refusal(e); }
        catch (RateLimiterRejectedException) { return NotSent("busy"); }
        catch (BrokenCircuitException) { return NotSent("breaker"); }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError)
        {
            return NotSent(e.HttpRequestError.ToString());
        }
        // Any other exception of the transport or of reading the response: the charge may have happened.
        catch (Exception e) { return Unknown(e.GetType().Name); }
    }

    private static PaymentIntentCreateOptions OptionsOf(ChargePayment charge)
    {
        var order = charge.Order;
        var options = new PaymentIntentCreateOptions
        {
            Amount = order.Cents,
            Currency = Currency,
            Confirm = true,
            AllowedPaymentMethodTypes = ["card"],
            // The user is not present to authenticate, so Stripe declines where the bank requires it.
            ErrorOnRequiresAction = true,
            Metadata = new()
            {
                ["user_id"] = charge.UserId, ["purpose"] = order.Purpose, ["operation_id"] = charge.PaymentId,
            },
        };
        if (order.CourseId is { } course) options.Metadata["course_id"] = course;
        else options.Metadata["credits"] = order.Credits.ToString(CultureInfo.InvariantCulture);
        if (charge.CardToken.StartsWith("pm_", StringComparison.Ordinal)) options.PaymentMethod = charge.CardToken;
        else
        {
            options.PaymentMethodData = new() { Type = "card" };
            // The client has no property for a card token in the payment method's data.
            options.AddExtraParam("payment_method_data[card][token]", charge.CardToken);
        }
        return options;
    }

    private ChargeResult Result(PaymentIntent intent, Order order) => (intent.Status, intent.Id) switch
    {
        // Another intent under this payment's key. Its webhook is compared with the order too, and held for staff.
        ("succeeded", _) when (intent.Currency ?? Currency) != Currency || (intent.Amount != 0 && intent.Amount != order.Cents) => Unknown("amount or currency differ"),
        ("succeeded", { Length: > 0 } id) => new ChargeResult(ChargeStatus.Succeeded, id),
        ("requires_action", _) => Declined(WalletFaults.CardNeedsOwner),
        ("requires_payment_method" or "requires_confirmation" or "canceled", _) => Declined(WalletFaults.CardDeclined),
        var (status, _) => Unknown($"intent {status}"),
    };

    private ChargeResult Refusal(StripeException refused)
    {
        var (status, error) = (refused.HttpStatusCode, refused.StripeError);
        // 409: the same charge is running. Stripe calls its own 500s undecided. A body that is no Stripe error decides
        // nothing.
        if (status == HttpStatusCode.Conflict || status >= HttpStatusCode.InternalServerError || error is null
            || error.Type == "idempotency_error")
            return Unknown($"status {(int)status}");
        if (error.Type == "card_error" || status == HttpStatusCode.PaymentRequired)
            return Declined(
                error.Code == "authentication_required" ? WalletFaults.CardNeedsOwner : WalletFaults.CardDeclined);
        if (error.Param?.StartsWith("payment_method", StringComparison.Ordinal) == true)
            return Declined(WalletFaults.BadCardToken);
        LogRefused(log, (int)status, error.Type ?? "none", error.Code ?? "none");
        return NotSent($"status {(int)status}");
    }

    private static ChargeResult Declined(Fault reason) => new(ChargeStatus.Declined, Reason: reason);

    private ChargeResult NotSent(string reason)
    {
        LogNotSent(log, reason);
        return new ChargeResult(ChargeStatus.NotSent, Reason: WalletFaults.PaymentsUnavailable);
    }

    private ChargeResult Unknown(string reason)
    {
        LogUnknown(log, reason);
        return new ChargeResult(ChargeStatus.Unknown);
    }

    [LoggerMessage(4601, LogLevel.Warning,
        "Charge at Stripe has no outcome ({Reason}); it is retried under the same key")]
    private static partial void LogUnknown(ILogger log, string reason);

    [LoggerMessage(4602, LogLevel.Warning, "Charge did not reach Stripe ({Reason}); nothing was charged")]
    private static partial void LogNotSent(ILogger log, string reason);

    [LoggerMessage(4603, LogLevel.Error,
        "Stripe rejected a charge request: status {Status}, {Type}, {Code}; check the key and the account")]
    private static partial void LogRefused(ILogger log, int status, string type, string code);
}

/// <summary>Settings of Stripe. Without a secret key card payments are refused as not configured.</summary>
internal sealed record StripeSettings(Uri ApiBase, string? SecretKey)
{
    public static StripeSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text("Xela:Payments:Stripe:SecretKey");
        // It becomes a header, so a line break from a mounted secret must be found now and not at the first charge.
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new SettingException("Xela:Payments:Stripe:SecretKey must consist of visible ASCII characters.");
        return new StripeSettings(configuration.Url("Xela:Payments:Stripe:ApiBase", "https://api.stripe.com"), key);
    }
}

using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using XelaConnect.Grains.Payments;
using XelaConnect.Infrastructure.Payments;
using XelaConnect.Payments;

namespace XelaConnect.Silo.Tests.Wallet;

/// <summary>What a charge is on the wire, and what each response of Stripe's makes of it.</summary>
public sealed class StripeGatewayTests : IDisposable
{
    private const string Paid = """{"id":"pi_1","status":"succeeded"}""";
    private static readonly Order TopUp = new(PaymentPurposes.TopUp, 3000, 300, null, null);

    private readonly FakeHttp stripe = new();
    private readonly IPaymentGateway gateway;

    public StripeGatewayTests()
    {
        var settings = new StripeSettings(new Uri("https://stripe.test/"), "sk_test_1");
        var services = stripe.Build(StripeGateway.Client, registered => StripeGateway.AddTo(registered, settings));
        gateway = services.GetRequiredService<IPaymentGateway>();
    }

    public void Dispose() => stripe.Dispose();

    [Fact]
    public async Task Charge_of_payment_method_matches_the_Stripe_request()
    {
        stripe.Respond = _ =>
        {
            var response = FakeHttp.Json(Paid);
            response.Headers.Add("Request-Id", "req_1");
            return Task.FromResult(response);
        };
        (await gateway.ChargeAsync(Charge("pm_card_visa", TopUp))).ShouldBe(new ChargeResult(ChargeStatus.Succeeded, "pi_1"));
        // Telemetry about a request would travel with the next one.
        await gateway.ChargeAsync(Charge("pm_card_visa", TopUp));
        stripe.Requests.Count.ShouldBe(2);
        var sent = stripe.Requests[1];
        (sent.Method, sent.Uri.AbsoluteUri).ShouldBe((HttpMethod.Post, "https://stripe.test/v1/payment_intents"));
        (sent.Headers["Authorization"], sent.Headers["Idempotency-Key"]).ShouldBe(("Bearer sk_test_1", "payment-1"));
        sent.Headers.Keys.ShouldNotContain("X-Stripe-Client-Telemetry");
        Form(sent).ShouldBe(new Dictionary<string, string>
        {
            ["amount"] = "3000", ["currency"] = "usd", ["confirm"] = "true", ["error_on_requires_action"] = "true",
            ["payment_method"] = "pm_card_visa",
            ["allowed_payment_method_types[0]"] = "card", ["metadata[user_id]"] = "user-1", ["metadata[purpose]"] = "topup",
            ["metadata[credits]"] = "300", ["metadata[operation_id]"] = "payment-1",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task Charge_of_token_carries_the_token_and_the_course()
    {
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json(Paid));
        await gateway.ChargeAsync(Charge("tok_visa&amount=1", new Order(PaymentPurposes.Course, 1199, 0, "course-1", "Listening")));
        Form(stripe.Requests.ShouldHaveSingleItem()).ShouldBe(new Dictionary<string, string>
        {
            ["amount"] = "1199", ["currency"] = "usd", ["confirm"] = "true", ["error_on_requires_action"] = "true",
            ["payment_method_data[type]"] = "card", ["payment_method_data[card][token]"] = "tok_visa&amount=1",
            ["allowed_payment_method_types[0]"] = "card", ["metadata[user_id]"] = "user-1", ["metadata[purpose]"] = "course",
            ["metadata[course_id]"] = "course-1", ["metadata[operation_id]"] = "payment-1",
        }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(200, """{"id":"pi_1","status":"requires_action"}""", ChargeStatus.Declined, "card_authentication_required")]
    [InlineData(200, """{"id":"pi_1","status":"requires_payment_method"}""", ChargeStatus.Declined, "card_declined")]
    [InlineData(200, """{"id":"pi_1","status":"processing"}""", ChargeStatus.Unknown, null)]
    [InlineData(200, """{"status":"succeeded"}""", ChargeStatus.Unknown, null)]
    [InlineData(200, """{"id":"pi_1","status":"succeeded","amount":3000,"currency":"usd"}""", ChargeStatus.Succeeded, null)]
    [InlineData(200, """{"id":"pi_1","status":"succeeded","amount":2999,"currency":"usd"}""", ChargeStatus.Unknown, null)]
    [InlineData(200, """{"id":"pi_1","status":"succeeded","amount":3000,"currency":"eur"}""", ChargeStatus.Unknown, null)]
    [InlineData(200, "null", ChargeStatus.Unknown, null)]
    [InlineData(200, "[]", ChargeStatus.Unknown, null)]
    [InlineData(200, "<html>", ChargeStatus.Unknown, null)]
    [InlineData(402, """{"error":{"type":"card_error","code":"card_declined"}}""", ChargeStatus.Declined, "card_declined")]
    [InlineData(402, """{"error":{"type":"card_error","code":"authentication_required"}}""", ChargeStatus.Declined,
        "card_authentication_required")]
    [InlineData(400, """{"error":{"type":"idempotency_error"}}""", ChargeStatus.Unknown, null)]
    [InlineData(400, """{"error":{"type":"invalid_request_error","param":"payment_method"}}""", ChargeStatus.Declined, "invalid_request")]
    [InlineData(401, """{"error":{"type":"invalid_request_error"}}""", ChargeStatus.NotSent, "payments_unavailable")]
    [InlineData(403, "<html>", ChargeStatus.Unknown, null)]
    [InlineData(403, "[]", ChargeStatus.Unknown, null)]
    [InlineData(409, """{"error":{"type":"invalid_request_error","code":"idempotency_key_in_use"}}""", ChargeStatus.Unknown, null)]
    [InlineData(429, """{"error":{"type":"rate_limit_error"}}""", ChargeStatus.NotSent, "payments_unavailable")]
    [InlineData(500, """{"error":{"type":"api_error"}}""", ChargeStatus.Unknown, null)]
    public async Task Stripe_response_decides_the_charge(int status, string body, ChargeStatus expected, string? code)
    {
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json(body, (HttpStatusCode)status));
        var result = await gateway.ChargeAsync(Charge("pm_1", TopUp));
        (result.Status, result.Reason?.Code).ShouldBe((expected, code));
        stripe.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, ChargeStatus.NotSent)]
    [InlineData(HttpRequestError.ResponseEnded, ChargeStatus.Unknown)]
    public async Task Transport_failure_is_not_retried(HttpRequestError error, ChargeStatus expected)
    {
        stripe.Respond = _ => throw new HttpRequestException(error);
        (await gateway.ChargeAsync(Charge("pm_1", TopUp))).Status.ShouldBe(expected);
        stripe.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Endless_body_is_abandoned_at_the_deadline()
    {
        stripe.Respond = _ => Task.FromResult(stripe.WithoutEnd());
        var charge = gateway.ChargeAsync(Charge("pm_1", TopUp));
        await stripe.AdvanceAsync(TimeSpan.FromSeconds(7));
        charge.IsCompleted.ShouldBeFalse();
        await stripe.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await charge.WaitAsync(Until.Patience)).Status.ShouldBe(ChargeStatus.Unknown);
    }

    [Fact]
    public async Task Body_over_the_limit_is_not_read()
    {
        var description = new string('x', 256 * 1024);
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json($$"""{"id":"pi_1","status":"succeeded","description":"{{description}}"}"""));
        (await gateway.ChargeAsync(Charge("pm_1", TopUp))).Status.ShouldBe(ChargeStatus.Unknown);
    }

    [Fact]
    public async Task Declined_cards_do_not_open_the_circuit_breaker()
    {
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json("""{"error":{"type":"card_error"}}""", HttpStatusCode.PaymentRequired));
        for (var i = 0; i < 20; i++) await gateway.ChargeAsync(Charge("pm_1", TopUp));
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json(Paid));
        (await gateway.ChargeAsync(Charge("pm_1", TopUp))).Status.ShouldBe(ChargeStatus.Succeeded);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Failing_service_opens_the_circuit_breaker(int status)
    {
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json("{}", (HttpStatusCode)status));
        for (var i = 0; i < 15; i++) await gateway.ChargeAsync(Charge("pm_1", TopUp));
        stripe.Requests.Count.ShouldBe(10);
        stripe.Respond = _ => Task.FromResult(FakeHttp.Json(Paid));
        (await gateway.ChargeAsync(Charge("pm_1", TopUp))).Status.ShouldBe(ChargeStatus.NotSent);
        await stripe.AdvanceAsync(TimeSpan.FromSeconds(6));
        (await gateway.ChargeAsync(Charge("pm_1", TopUp))).Status.ShouldBe(ChargeStatus.Succeeded);
    }

    [Fact]
    public async Task Charge_over_the_concurrency_limit_is_not_sent()
    {
        var release = new TaskCompletionSource();
        stripe.Respond = async patience =>
        {
            await release.Task.WaitAsync(patience);
            return FakeHttp.Json(Paid);
        };
        var running = Enumerable.Range(0, 64).Select(_ => gateway.ChargeAsync(Charge("pm_1", TopUp))).ToList();
        (await gateway.ChargeAsync(Charge("pm_1", TopUp)).WaitAsync(Until.Patience)).Status.ShouldBe(ChargeStatus.NotSent);
        release.SetResult();
        (await Task.WhenAll(running)).ShouldAllBe(result => result.Status == ChargeStatus.Succeeded);
    }

    private static ChargePayment Charge(string card, Order order) =>
        new("op-1", "payment-1", "user-1", order, card, DateTimeOffset.UnixEpoch);

    private static Dictionary<string, string> Form(FakeHttp.Sent sent) =>
        new FormReader(sent.Body).ReadForm().ToDictionary(field => field.Key, field => field.Value.ToString());
}

using System.Text;
using System.Text.Json.Nodes;
using XelaConnect.ApiHost.Payments;
using XelaConnect.Payments;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Payments;

public sealed class StripeEventTests
{
    [Fact]
    public void Paid_intent_has_amount_and_currency()
    {
        var read = Read("payment_intent.succeeded", Intent(("amount", 1000), ("amount_received", 900), ("currency", "USD")));
        (read.Kind, read.IntentId, read.Payment)
            .ShouldBe(
            (StripeEventKind.Succeeded, "pi_1",
            new StripePayment("user-1", "payment-1", new Order(PaymentPurposes.TopUp, 900, 100, null, null), "usd")));
        Read("payment_intent.succeeded", Intent(("amount_received", 0))).Payment!.Order.Cents.ShouldBe(1000);
    }

    [Theory]
    [InlineData("amount", null, 0, "usd")]
    [InlineData("amount", "\"1000\"", 0, "usd")]
    [InlineData("amount", "-5", 0, "usd")]
    [InlineData("amount", "1e400", 0, "usd")]
    [InlineData("amount", "99999999999999999999999", 0, "usd")]
    [InlineData("amount", "10.5", 0, "usd")]
    [InlineData("amount", "[]", 0, "usd")]
    [InlineData("currency", null, 1000, null)]
    [InlineData("currency", "5", 1000, "unknown")]
    [InlineData("currency", "\"\"", 1000, "unknown")]
    [InlineData("currency", "\"u\\u0000d\"", 1000, "unknown")]
    public void Malformed_amount_or_currency_is_not_a_payment(string field, string? json, long cents, string? currency)
    {
        var payment = Read("payment_intent.succeeded", Intent((field, json is null ? null : JsonNode.Parse(json))))
            .Payment.ShouldNotBeNull();
        (payment.Order.Cents, payment.Currency).ShouldBe((cents, currency));
    }

    [Theory]
    [InlineData("user_id", null, UnmatchedReasons.UnknownUser)]
    [InlineData("user_id", "\"user-'; drop\"", UnmatchedReasons.UnknownUser)]
    [InlineData("operation_id", null, UnmatchedReasons.NoOperation)]
    [InlineData("operation_id", "\"\"", UnmatchedReasons.NoOperation)]
    [InlineData("operation_id", "{}", UnmatchedReasons.NoOperation)]
    [InlineData("operation_id", "\"a b\"", UnmatchedReasons.NoOperation)]
    [InlineData("purpose", null, UnmatchedReasons.UnknownOrder)]
    [InlineData("purpose", "\"gift\"", UnmatchedReasons.UnknownOrder)]
    [InlineData("credits", null, UnmatchedReasons.UnknownOrder)]
    [InlineData("credits", "\"-5\"", UnmatchedReasons.UnknownOrder)]
    [InlineData("credits", "\"99999999999999999999\"", UnmatchedReasons.UnknownOrder)]
    [InlineData("credits", "true", UnmatchedReasons.UnknownOrder)]
    public void Paid_intent_with_unusable_metadata_is_unmatched(string field, string? json, string reason)
    {
        var intent = Intent();
        intent["metadata"]![field] = json is null ? null : JsonNode.Parse(json);
        var read = Read("payment_intent.succeeded", intent);
        (read.Kind, read.IntentId, read.Unmatched!.Reason, read.Unmatched.Cents).ShouldBe((StripeEventKind.Unmatched, "pi_1", reason, 1000));
        // Nothing was paid by one that failed.
        Read("payment_intent.payment_failed", intent).Kind.ShouldBe(StripeEventKind.Other);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("""{"user_id":"4711","order":"7"}""")]
    public void Intent_of_another_shop_is_not_ours(string metadata)
    {
        var intent = Intent();
        intent["metadata"] = JsonNode.Parse(metadata);
        Read("payment_intent.succeeded", intent).Kind.ShouldBe(StripeEventKind.Other);
    }

    [Theory]
    [InlineData("""{"amount_refunded":250,"refunded":false}""", StripeEventKind.Refunded, 250, false)]
    [InlineData("""{"amount_refunded":1000,"refunded":true}""", StripeEventKind.Refunded, 1000, true)]
    [InlineData("""{"refunded":true}""", StripeEventKind.Refunded, 1000, true)]
    [InlineData("""{"refunded":true,"amount":"all"}""", StripeEventKind.Refunded, 0, true)]
    [InlineData("""{"amount_refunded":0}""", StripeEventKind.Other, null, false)]
    [InlineData("""{"amount_refunded":-5}""", StripeEventKind.Other, null, false)]
    [InlineData("""{"amount_refunded":1e30}""", StripeEventKind.Other, null, false)]
    [InlineData("""{"amount_refunded":250,"payment_intent":null}""", StripeEventKind.Other, null, false)]
    [InlineData("""{"amount_refunded":250,"payment_intent":{"id":"pi_1"}}""", StripeEventKind.Refunded, 250, false)]
    public void Refund_has_the_refunded_amount(string changes, object kind, int? cents, bool wholly)
    {
        var read =
            Read("charge.refunded", Changed(new JsonObject { ["id"] = "ch_1", ["payment_intent"] = "pi_1", ["amount"] = 1000 }, changes));
        (read.Kind, read.Cents, read.IsFull).ShouldBe(((StripeEventKind)kind, cents, wholly));
    }

    [Theory]
    [InlineData("created", """{"status":"needs_response"}""", DisputeOutcomes.Open, 400)]
    [InlineData("created", """{"status":"won"}""", DisputeOutcomes.Open, 400)]
    [InlineData("closed", """{"status":"won"}""", DisputeOutcomes.Won, 400)]
    [InlineData("closed", """{"status":"warning_closed"}""", DisputeOutcomes.Won, 400)]
    [InlineData("closed", """{"status":"lost"}""", DisputeOutcomes.Lost, 400)]
    [InlineData("closed", """{"status":7}""", DisputeOutcomes.Lost, 400)]
    [InlineData("created", """{"amount":null}""", DisputeOutcomes.Open, null)]
    [InlineData("created", """{"amount":-1}""", DisputeOutcomes.Open, null)]
    [InlineData("created", """{"currency":"eur"}""", DisputeOutcomes.Open, null)]
    [InlineData("created", """{"payment_intent":7}""", null, null)]
    [InlineData("created", """{"id":"a b"}""", null, null)]
    [InlineData("updated", "{}", null, null)]
    public void Dispute_has_status_and_amount(string what, string changes, string? outcome, int? cents)
    {
        var read =
            Read($"charge.dispute.{what}",
                Changed(new JsonObject { ["id"] = "dp_1", ["payment_intent"] = "pi_1", ["amount"] = 400, ["currency"] = "usd" }, changes));
        (read.Kind, read.Dispute.Outcome, read.Cents)
            .ShouldBe((outcome is null ? StripeEventKind.Other : StripeEventKind.Disputed, outcome, cents));
    }

    private static JsonObject Changed(JsonObject about, string changes)
    {
        foreach (var (field, value) in (JsonObject)JsonNode.Parse(changes)!) about[field] = value?.DeepClone();
        return about;
    }

    private static JsonObject Intent(params (string Field, JsonNode? Value)[] changes)
    {
        var intent = new JsonObject
        {
            ["id"] = "pi_1", ["amount"] = 1000, ["currency"] = "usd",
            ["metadata"] = new JsonObject {
                ["user_id"] = "user-1", ["purpose"] = "topup", ["credits"] = "100", ["operation_id"] = "payment-1" },
        };
        foreach (var (field, value) in changes) intent[field] = value;
        return intent;
    }

    private static StripeEvent Read(string type, JsonObject about)
    {
        var body = new JsonObject { ["id"] = "evt_1", ["type"] = type, ["data"] = new JsonObject { ["object"] = about.DeepClone() } };
        var read = StripeEvent.Parse(Encoding.UTF8.GetBytes(body.ToJsonString()));
        read.IsOk.ShouldBeTrue();
        read.Value.Id.ShouldBe("evt_1");
        return read.Value;
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Payments;

/// <summary>Card payments that Stripe took and that cannot be given: nothing is given, nothing is lost, and staff see them.</summary>
public sealed class UnmatchedPaymentsTests : IAsyncLifetime
{
    private const string Admin = "root@example.com";
    private FakeStripe stripe = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        stripe = await FakeStripe.StartAsync();
        host = await HostProcess.StartAsync(
            [.. stripe.Settings, ("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Admin__Emails__0", Admin)]);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await stripe.DisposeAsync();
    }

    [Fact]
    public async Task Unmatched_payment_is_listed_for_staff()
    {
        var admin = Person.Of(host, Admin, (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Admin, "Root")))
            .Should(HttpStatusCode.Created));
        var ada = await Person.SignUpAsync(host);
        var charge = Charge("pi_right", ada.Id, 1000);
        (string Reason, JsonObject Event)[] kept =
        [
            ("amount_differs", FakeStripe.Succeeded(Charge("pi_cheap", ada.Id, 1))),
            ("amount_differs", FakeStripe.Succeeded(
                new FakeStripe.Charge(
                "op", "pi_course", 1, "pm", new() {
                ["user_id"] = ada.Id, ["purpose"] = "course", ["course_id"] = WalletActions.Course, ["operation_id"] = "payment-2" }))),
            ("currency_differs", With(FakeStripe.Succeeded(Charge("pi_yen", ada.Id, 1000)), intent => intent["currency"] = "jpy")),
            ("no_operation_id", With(FakeStripe.Succeeded(Charge("pi_without", ada.Id, 1000)), intent => ((JsonObject)intent["metadata"]!)
                .Remove("operation_id"))),
            ("no_operation_id",
                With(FakeStripe.Succeeded(Charge("pi_nul", ada.Id, 1000)), intent => intent["metadata"]!["operation_id"] = "a\0b")),
            ("unknown_order",
                With(FakeStripe.Succeeded(Charge("pi_many", ada.Id, 1000)), intent => intent["metadata"]!["credits"] = "1e9")),
            ("unknown_order", FakeStripe.Succeeded(
                new FakeStripe.Charge("op", "pi_nowhere", 1000, "pm",
                new() { ["user_id"] = ada.Id, ["purpose"] = "course", ["course_id"] = "course-nowhere", ["operation_id"] = "payment-3" }))),
            ("unknown_user", FakeStripe.Succeeded(Charge("pi_nobody", "user-nobody", 1000))),
            ("unknown_user", With(FakeStripe.Succeeded(Charge("pi_no_user", ada.Id, 1000)), intent => ((JsonObject)intent["metadata"]!)
                .Remove("user_id"))),
        ];
        foreach (var (_, body) in kept)
            for (var i = 0; i < 2; i++) (await FakeStripe.SendAsync(host, body)).Should(HttpStatusCode.OK);
        (await ada.CreditsAsync()).ShouldBe(0);
        (await ada.HoldsAsync(WalletActions.Course)).ShouldBeFalse();

        var listed = await ListAsync(admin);
        listed.Select(payment => payment.GetProperty("reason").GetString()).ShouldBe(kept.Select(k => k.Reason).Reverse());
        listed.ShouldAllBe(payment => !payment.GetProperty("settled").GetBoolean());
        var yen = listed.Single(payment => payment.GetProperty("id").GetString() == "pi_yen");
        (yen.GetProperty("user_id").GetString(), yen.GetProperty("amount").GetInt64(), yen.GetProperty("currency").GetString())
            .ShouldBe((ada.Id, 1000, "jpy"));
        (await ada.GetAsync("/api/admin/payments/kept")).Should(HttpStatusCode.NotFound);
        (await admin.GetAsync("/api/admin/payments/kept?cursor=nonsense")).ShouldRefuse(HttpStatusCode.BadRequest, "invalid_cursor");

        // Refunds and disputes show; a payment whose metadata were corrected is given.
        (await FakeStripe.SendAsync(host, FakeStripe.Refunded(Charge("pi_nobody", "user-nobody", 1000), 1000))).Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.Dispute(Charge("pi_yen", ada.Id, 1000), "needs_response", "created")))
            .Should(HttpStatusCode.OK);
        (await FakeStripe.SendAsync(host, FakeStripe.Succeeded(Charge("pi_without", ada.Id, 1000), "evt_again"))).Should(HttpStatusCode.OK);
        listed = await ListAsync(admin);
        Flag("pi_nobody", "refunded").ShouldBeTrue();
        Flag("pi_yen", "disputed").ShouldBeTrue();
        Flag("pi_without", "settled").ShouldBeTrue();
        (await ada.CreditsAsync()).ShouldBe(100);

        bool Flag(string id, string name) => listed.Single(payment => payment.GetProperty("id").GetString() == id).GetProperty(name)
            .GetBoolean();
    }

    private static FakeStripe.Charge Charge(string intent, string user, long cents) =>
        new("op", intent, cents, "pm",
            new() { ["user_id"] = user, ["purpose"] = "topup", ["credits"] = "100",
            ["operation_id"] = $"payment-{intent[3..].Replace('_', '-')}" });

    private static JsonObject With(JsonObject body, Action<JsonObject> change)
    {
        change((JsonObject)body["data"]!["object"]!);
        return body;
    }

    private static async Task<List<JsonElement>> ListAsync(Person admin)
    {
        var payments = new List<JsonElement>();
        for (var cursor = ""; ;)
        {
            var page = (await admin.GetAsync($"/api/admin/payments/kept?limit=4{cursor}")).Should(HttpStatusCode.OK).Json;
            payments.AddRange(page.GetProperty("payments").EnumerateArray());
            if (page.GetProperty("next_cursor").GetString() is not { } next) return payments;
            cursor = $"&cursor={next}";
        }
    }
}

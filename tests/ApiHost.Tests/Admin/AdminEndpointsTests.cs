using System.Text;
using System.Text.Json;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Payments;
using XelaConnect.Profiles;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Admin;

public sealed class AdminEndpointsTests : IDisposable
{
    private const string Root = "user-root", Bo = "user-bo";
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public AdminEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key switch
            {
                Root => Views.User(Root) with { Email = "root@EXAMPLE.com" },
                Bo => Views.User(Bo) with { Email = "bo@example.com" },
                _ => null,
            })
            .On<IUserGrain>(nameof(IUserGrain.RemoveAsync), (key, _) => key == Bo ? Done.Instance : AccountFaults.UnknownUser)
            .On<IWalletGrain>(nameof(IWalletGrain.CreditAsync), (_, a) => new WalletView(40 + ((CreditWallet)a[0]!).Credits, 0, null, 0))
            .On<IWalletGrain>(nameof(IWalletGrain.DebitAsync), (_, a) => ((DebitWallet)a[0]!).Credits is var credits and <= 40
                ? new WalletView(40 - credits, 0, null, 0)
                : WalletFaults.Insufficient);
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Positive_adjustment_credits_with_admin_and_reason()
    {
        var (status, body) = await CreditsAsync(new { user_id = Bo, amount = 25, reason = " Sorry. " }, operation: "op1");
        status.ShouldBe(200);
        body.ShouldHave("message, credits").GetProperty("credits").GetInt64().ShouldBe(65);
        var call = _grains.Only("IWalletGrain.CreditAsync");
        call.Key.ShouldBe(Bo);
        call.Command<CreditWallet>().ShouldBe(
            new CreditWallet("op1", 25, LedgerAccounts.Adjustments, "Adjustment: Sorry.", null, new Audited(Root, "Sorry.")));
    }

    [Fact]
    public async Task Negative_adjustment_never_exceeds_the_balance()
    {
        var (status, body) = await CreditsAsync(new { user_id = Bo, amount = -40, reason = "Given twice" }, operation: "op1");
        status.ShouldBe(200);
        body.GetProperty("credits").GetInt64().ShouldBe(0);
        _grains.Only("IWalletGrain.DebitAsync").Command<DebitWallet>()
            .ShouldBe(
                new DebitWallet(
                "op1", 40, LedgerAccounts.Adjustments, "Adjustment: Given twice", MayOwe: false, null, new Audited(Root, "Given twice")));
        (status, body) = await CreditsAsync(new { user_id = Bo, amount = -41, reason = "Given twice" });
        status.ShouldBe(402);
        body.GetProperty("code").GetString().ShouldBe("insufficient_credits");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1000001")]
    [InlineData("-1000001")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("\"5\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[5]")]
    public async Task Amount_must_be_a_nonzero_integer(string amount)
    {
        var (status, body) = await CreditsAsync(
            Encoding.UTF8.GetBytes($$"""{"user_id":"{{Bo}}","amount":{{amount}},"reason":"Because"}"""));
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("amount");
        body.GetProperty("message").GetString()!.ShouldStartWith("The field amount ");
        _grains.Called.ShouldNotContain(call => call.StartsWith("IWalletGrain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Values_at_the_limits_are_accepted(int amount) => (await CreditsAsync(new { user_id = Bo, amount, reason = "x" }))
        .Status.ShouldBe(200);

    [Fact]
    public async Task Missing_fields_are_all_named()
    {
        var (status, body) = await CreditsAsync(new { });
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("user_id, amount, reason");
        body.GetProperty("errors").GetProperty("amount")[0].GetString().ShouldBe("The field amount is required.");
        (await CreditsAsync(new { user_id = Bo, amount = 5, reason = "   " })).Body.GetProperty("errors").ShouldHave("reason");
        (await CreditsAsync(new { user_id = Bo, amount = 5, reason = new string('x', 501) })).Body.GetProperty("errors")
            .ShouldHave("reason");
        (await CreditsAsync(new { user_id = Bo, amount = 5, reason = new string('x', 500) })).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("user-nobody")]
    [InlineData("circle-1")]
    [InlineData("user-'; drop")]
    public async Task Unknown_user_is_a_404_with_its_own_code(string userId)
    {
        var (status, body) = await CreditsAsync(new { user_id = userId, amount = 5, reason = "x" });
        (status, body.GetProperty("code").GetString()).ShouldBe((404, "user_not_found"));
        (status, body) = await RemoveAsync(userId, new { reason = "x" });
        (status, body.GetProperty("code").GetString()).ShouldBe((404, "user_not_found"));
        _grains.Called.ShouldNotContain(call => call.StartsWith("IWalletGrain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removal_records_admin_and_reason()
    {
        var (status, body) = await RemoveAsync(Bo, new { reason = "Forty accounts" }, operation: "op1");
        status.ShouldBe(200);
        body.ShouldHave("message");
        var call = _grains.Only("IUserGrain.RemoveAsync");
        call.Key.ShouldBe(Bo);
        call.Command<RemoveUser>().ShouldBe(new RemoveUser("op1", Root, "Forty accounts"));
        (await RemoveAsync(Bo, new { })).Body.GetProperty("errors").ShouldHave("reason");
    }

    [Fact]
    public async Task Unmatched_payments_are_paged_with_reason_and_status()
    {
        var kept = new UnmatchedPayment(Bo, "payment-1", PaymentPurposes.TopUp, 999, "eur", UnmatchedReasons.CurrencyDiffers);
        _grains.On<IUnmatchedPaymentsGrain>(
            nameof(IUnmatchedPaymentsGrain.ListAsync), (_, _) =>
            new Page<UnmatchedPaymentView>([new UnmatchedPaymentView("pi_1", kept, default, new IntentView(false, 5, false, true))], "7"));
        var (status, body) = await _endpoints.CallAsync("ListKeptPayments", null, Root, "?cursor=9&limit=1");
        status.ShouldBe(200);
        body.ShouldHave("payments, next_cursor").GetProperty("next_cursor").GetString().ShouldBe("7");
        var payment = body.GetProperty("payments").EnumerateArray().ShouldHaveSingleItem();
        payment.ShouldHave(
            "id, reason, user_id, operation_id, purpose, amount, currency, amount_refunded, refunded, disputed, settled, created_at");
        (payment.GetProperty("id").GetString(), payment.GetProperty("reason").GetString(), payment.GetProperty("amount").GetInt64())
            .ShouldBe(("pi_1", "currency_differs", 999));
        var call = _grains.Only("IUnmatchedPaymentsGrain.ListAsync");
        (call.Key, call.Arguments[0], call.Arguments[1]).ShouldBe((IUnmatchedPaymentsGrain.Key, "9", 1));
        (await _endpoints.CallAsync("ListKeptPayments", null, Root, "?limit=0")).Status.ShouldBe(400);
    }

    private Task<(int Status, JsonElement Body)> CreditsAsync(object? body, string? caller = Root, string? operation = null) =>
        _endpoints.CallAsync("AdjustCredits", body, caller, operation: operation);

    private Task<(int Status, JsonElement Body)> RemoveAsync(
        string userId, object? body, string? caller = Root, string? operation = null) =>
        _endpoints.CallAsync("RemoveUser", body, caller, operation: operation, route: ("user_id", userId));
}

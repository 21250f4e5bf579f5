using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

/// <summary>RevenueCat's webhook behind the real middleware.</summary>
public sealed class RevenueCatWebhookTests
{
    private const string Path = "/api/webhooks/revenuecat";
    private const string Secret = "a secret of RevenueCat's";

    private readonly FakeGrains grains = new FakeGrains()
        .On<IStoreNoticesGrain>(nameof(IStoreNoticesGrain.ReceiveAsync), (_, _) => Done.Instance);

    [Fact]
    public async Task Event_is_forwarded_under_its_event_id()
    {
        await using var host = await HostAsync();
        var answer = await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.ShouldHave("message");
        var notice = grains.Only("IStoreNoticesGrain.ReceiveAsync").Command<StoreNotice>();
        (notice.OperationId, notice.Owners.ShouldHaveSingleItem(), notice.Event!.Kind).ShouldBe(("revenuecat/event-1", "user-1", StoreEventKinds.Paid));
    }

    [Fact]
    public async Task Refusal_of_the_silo_is_returned()
    {
        grains.On<IStoreNoticesGrain>(nameof(IStoreNoticesGrain.ReceiveAsync), (_, _) => WalletFaults.CustomerFull);
        await using var host = await HostAsync();
        (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret)).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Webhook_without_a_configured_secret_is_a_503()
    {
        await using var host = await HostAsync(secret: null);
        var answer = await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), "");
        (answer.Status, answer.Code).ShouldBe((503, "not_configured"));
        answer.Header("Retry-After").ShouldNotBeNull();
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_secret_is_rejected_before_the_body_is_read()
    {
        await using var host = await HostAsync();
        var session = host.SignIn("user-1");
        foreach (var header in (string?[])[
            null, "", "Bearer", "Bearer ", $"Bearer {Secret}.", Secret, $"Basic {Secret}", $"Bearer {session}"])
        {
            var answer = await host.PostAsync(Path, "no json", null, header is null ? [] : [("Authorization", header)]);
            (answer.Status, answer.Code).ShouldBe((401, "unauthenticated"), header);
        }
        grains.Called.ShouldBeEmpty();
        (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), null, ("Authorization", $"bearer {Secret}")))
            .Status.ShouldBe(200);
        host.Logs.GetSnapshot().ShouldAllBe(record => !record.Whole().Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forged_webhooks_are_rate_limited()
    {
        await using var host = await HostAsync(
            Secret, ("Xela:Limits:Enabled", "true"), ("Xela:Limits:Anonymous:PerSecond", "1"), ("Xela:Limits:Anonymous:Burst", "3"));
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++) statuses.Add((await host.PostAsync(Path, "{}", "forged")).Status);
        statuses.ShouldContain(429);
        statuses.ShouldAllBe(status => status == 401 || status == 429);
        for (var i = 0; i < 60; i++)
            (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("not json", 400, null)]
    [InlineData("[]", 400, "body")]
    [InlineData("{}", 400, "event")]
    [InlineData("""{"event":{"type":"TEST"}}""", 400, "event.id")]
    [InlineData("""{"event":{"id":"1","type":"RENEWAL","app_user_id":"user-1","product_id":"tip_jar","purchased_at_ms":1}}""", 200, null)]
    [InlineData("""{"event":{"id":"1","type":"RENEWAL","app_user_id":"user-1","purchased_at_ms":1}}""", 200, null)]
    [InlineData(
        """{"event":{"id":"1","type":"RENEWAL","app_user_id":"user-1","product_id":"premium","purchased_at_ms":1,"""
        + "\"environment\":\"SANDBOX\"}}",
        200, null)]
    [InlineData("""{"event":{"id":"1","type":"TEST"}}""", 200, null)]
    public async Task Invalid_webhook_body_makes_no_grain_call(string body, int status, string? field)
    {
        await using var host = await HostAsync();
        var answer = await host.PostAsync(Path, body, Secret);
        answer.Status.ShouldBe(status, answer.Text);
        if (status == 400) answer.Field.ShouldBe(field);
        else host.Logs.GetSnapshot().ShouldContain(record => record.Id.Id == 6301);
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Webhook_body_must_be_JSON_within_the_limit()
    {
        await using var host = await HostAsync();
        (await host.SendAsync(HttpMethod.Post, Path, new StringContent("{}"), Secret)).Status.ShouldBe(415);
        (await host.PostAsync(Path, $$"""{"event":"{{new string('x', 256 * 1024)}}"}""", Secret)).Status.ShouldBe(413);
    }

    private static string BodyOf(JsonObject sent) => new JsonObject { ["api_version"] = "1.0", ["event"] = sent }.ToJsonString();

    private Task<TestHost> HostAsync(string? secret = Secret, params (string, string)[] settings) => TestHost.StartAsync(
        routes => routes.MapSubscriptions(),
        builder =>
        {
            builder.Services.AddSingleton(grains.Factory);
            builder.Services.ConfigureHttpJsonOptions(json => XelaJson.Configure(json.SerializerOptions, [SubscriptionsJson.Default]));
            builder.AddRevenueCat();
        },
        [.. settings, .. secret is null ? [] : new[] { ("Xela:Payments:RevenueCat:WebhookSecret", secret) }]);
}

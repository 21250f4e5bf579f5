using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.ApiHost.Wallet;
using XelaConnect.Wallet;
using Xunit;
using FakeGrains = XelaConnect.ApiHost.Tests.Grains.FakeGrains;

namespace XelaConnect.ApiHost.Tests.Wallet;

/// <summary>RevenueCat's webhook behind the real gate.</summary>
public sealed class RevenueCatWebhookTests
{
    private const string Path = "/api/webhooks/revenuecat";
    private const string Secret = "a secret of RevenueCat's";

    private readonly FakeGrains grains = new FakeGrains()
        .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key is "user-1" or "user-2" ? Views.User(key) : null)
        .On<ISubscriptionGrain>(nameof(ISubscriptionGrain.NoteAsync), (_, _) => Done.Instance);

    [Fact]
    public async Task What_a_store_sold_is_noted_at_the_person_s_subscription_under_the_event_s_operation()
    {
        await using var host = await HostAsync();
        var answer = await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.ShouldHave("message");
        var noted = grains.Only("ISubscriptionGrain.NoteAsync");
        noted.Key.ShouldBe("user-1");
        (noted.Command<NoteStoreEvent>().OperationId, noted.Command<NoteStoreEvent>().Event.Kind).ShouldBe(("revenuecat/event-1", StoreEventKinds.Paid));
    }

    [Fact]
    public async Task Without_a_secret_set_the_webhook_takes_nothing()
    {
        await using var host = await HostAsync(secret: null);
        var answer = await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), "");
        (answer.Status, answer.Code).ShouldBe((503, "not_configured"));
        answer.Header("Retry-After").ShouldNotBeNull();
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_has_not_the_secret_is_refused_before_anything_is_read()
    {
        await using var host = await HostAsync();
        var session = host.SignIn("user-1");
        foreach (var header in (string?[])[null, "", "Bearer", "Bearer ", $"Bearer {Secret}.", Secret, $"Basic {Secret}", $"Bearer {session}"])
        {
            var answer = await host.PostAsync(Path, "no json", null, header is null ? [] : [("Authorization", header)]);
            (answer.Status, answer.Code).ShouldBe((401, "unauthenticated"), header);
        }
        grains.Called.ShouldBeEmpty();
        (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), null, ("Authorization", $"bearer {Secret}"))).Status.ShouldBe(200);
        host.Logs.GetSnapshot().ShouldAllBe(record => !record.Whole().Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forged_ones_are_limited_and_true_ones_are_not()
    {
        await using var host = await HostAsync(Secret, ("Xela:Limits:Enabled", "true"), ("Xela:Limits:Anonymous:PerSecond", "1"), ("Xela:Limits:Anonymous:Burst", "3"));
        var statuses = new List<int>();
        for (var i = 0; i < 60; i++) statuses.Add((await host.PostAsync(Path, "{}", "forged")).Status);
        statuses.ShouldContain(429);
        statuses.ShouldAllBe(status => status == 401 || status == 429);
        for (var i = 0; i < 60; i++) (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("not json", 400, null)]
    [InlineData("[]", 400, "body")]
    [InlineData("{}", 400, "event")]
    [InlineData("""{"event":{"type":"TEST"}}""", 400, "event.id")]
    [InlineData("""{"event":{"id":"1","type":"RENEWAL","app_user_id":"user-1","product_id":"credits_100","purchased_at_ms":1}}""", 400, "event.product_id")]
    [InlineData("""{"event":{"id":"1","type":"TEST"}}""", 200, null)]
    public async Task A_body_that_makes_no_sense_is_named_and_nothing_is_noted(string body, int status, string? field)
    {
        await using var host = await HostAsync();
        var answer = await host.PostAsync(Path, body, Secret);
        answer.Status.ShouldBe(status, answer.Text);
        if (status == 400) answer.Field.ShouldBe(field);
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_is_json_by_its_label_and_within_the_limit_of_all()
    {
        await using var host = await HostAsync();
        (await host.SendAsync(HttpMethod.Post, Path, new StringContent("{}"), Secret)).Status.ShouldBe(415);
        (await host.PostAsync(Path, $$"""{"event":"{{new string('x', 256 * 1024)}}"}""", Secret)).Status.ShouldBe(413);
    }

    [Theory]
    [InlineData("user-3")]
    [InlineData("$RCAnonymousID:0f")]
    [InlineData("user-1/../user-2")]
    public async Task Of_somebody_who_is_not_here_it_takes_no_notice_but_a_line_without_the_name(string userId)
    {
        await using var host = await HostAsync();
        (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL", ("app_user_id", userId))), Secret)).Status.ShouldBe(200);
        grains.Called.ShouldNotContain("ISubscriptionGrain.NoteAsync");
        host.Logs.GetSnapshot().ShouldContain(record => record.Id.Id == 6302);
        host.Logs.GetSnapshot().ShouldAllBe(record => !record.Whole().Contains(userId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user-1", "user-2", "user-1", "user-2")]
    [InlineData("user-3,user-1", "$RCAnonymousID:0f,user-2", "user-1", "user-2")]
    [InlineData("user-1,user-2", "user-2", "user-1", "user-2")]
    [InlineData("user-1,user-2", "user-3", "user-1,user-2", null)]
    [InlineData("user-1", "user-1", "", null)]
    [InlineData("user-3", "user-1", "", null)]
    public async Task A_transfer_is_noted_at_each_who_gave_and_is_here_and_names_the_first_receiver_who_is(string from, string to, string givers, string? receiver)
    {
        await using var host = await HostAsync();
        var told = RevenueCatEventsTests.Event("TRANSFER", ("transferred_from", ArrayOf(from)), ("transferred_to", ArrayOf(to)), ("app_user_id", null));
        (await host.PostAsync(Path, BodyOf(told), Secret)).Status.ShouldBe(200);
        var noted = grains.All("ISubscriptionGrain.NoteAsync");
        noted.Select(call => call.Key).ShouldBe(givers.Split(',', StringSplitOptions.RemoveEmptyEntries));
        noted.ShouldAllBe(call => call.Command<NoteStoreEvent>().Event.TransferredTo == receiver);
    }

    private static JsonArray ArrayOf(string ids) => [.. ids.Split(',').Select(id => JsonValue.Create(id))];

    private static string BodyOf(JsonObject told) => new JsonObject { ["api_version"] = "1.0", ["event"] = told }.ToJsonString();

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

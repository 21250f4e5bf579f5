using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.Payments;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;
using FakeGrains = XelaConnect.ApiHost.Tests.Grains.FakeGrains;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

/// <summary>RevenueCat's webhook behind the real authorization.</summary>
public sealed class RevenueCatWebhookTests
{
    private const string Path = "/api/webhooks/revenuecat";
    private const string Secret = "a secret of RevenueCat's";

    private readonly FakeGrains grains = new FakeGrains()
        .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key is "user-1" or "user-2" ? Views.User(key) : null)
        .On<ISubscriptionGrain>(nameof(ISubscriptionGrain.RecordAsync), (_, _) => Done.Instance)
        .On<IStoreCustomerGrain>(nameof(IStoreCustomerGrain.RecordAsync), (_, _) => Done.Instance);

    [Fact]
    public async Task Purchase_is_recorded_once_by_its_event_id()
    {
        await using var host = await HostAsync();
        var answer = await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL")), Secret);
        answer.Status.ShouldBe(200, answer.Text);
        answer.Json.ShouldHave("message");
        var noted = grains.Only("ISubscriptionGrain.RecordAsync");
        noted.Key.ShouldBe("user-1");
        (noted.Command<RecordStoreEvent>().OperationId, noted.Command<RecordStoreEvent>().Event.Kind)
            .ShouldBe(("revenuecat/event-1", StoreEventKinds.Paid));
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

    [Theory]
    [InlineData("user-3")]
    [InlineData("$RCAnonymousID:0f")]
    [InlineData("user-1/../user-2")]
    public async Task Event_of_unknown_ids_is_kept_under_each_id(string userId)
    {
        await using var host = await HostAsync();
        var sent = RevenueCatEventsTests.Event(
            "RENEWAL", ("app_user_id", userId), ("original_app_user_id", "$RCAnonymousID:1e"),
            ("aliases", new JsonArray(userId, "$RCAnonymousID:2d")));
        (await host.PostAsync(Path, BodyOf(sent), Secret)).Status.ShouldBe(200);
        grains.Called.ShouldNotContain("ISubscriptionGrain.RecordAsync");
        var kept = grains.All("IStoreCustomerGrain.RecordAsync");
        kept.Select(call => call.Key).ShouldBe(((string[])[userId, "$RCAnonymousID:1e", "$RCAnonymousID:2d"]).Select(StoreCustomers.KeyOf));
        kept.ShouldAllBe(call => call.Command<RecordStoreEvent>().Event.Kind == StoreEventKinds.Paid);
        host.Logs.GetSnapshot().ShouldContain(record => record.Id.Id == 6302);
        host.Logs.GetSnapshot().ShouldAllBe(record => !record.Whole().Contains(userId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user-2", "user-1", "user-1", "user-2", "user-1")]
    [InlineData("anonymous", "user-2", "user-1", "user-2", "anonymous,user-1")]
    [InlineData("anonymous", "another", "third,user-1,user-2", "user-1", "anonymous,another,third,user-2")]
    [InlineData(null, null, "user-1", "user-1", "")]
    public async Task Person_is_found_by_user_id_then_original_id_then_alias(
        string? id, string? original, string aliases, string person, string others)
    {
        await using var host = await HostAsync();
        var sent = RevenueCatEventsTests.Event(
            "RENEWAL", ("app_user_id", id), ("original_app_user_id", original), ("aliases", ArrayOf(aliases)));
        (await host.PostAsync(Path, BodyOf(sent), Secret)).Status.ShouldBe(200);
        grains.Only("ISubscriptionGrain.RecordAsync").Key.ShouldBe(person);
        // The other ids are linked to the person, but for those of another person.
        var aliased = grains.All("IStoreCustomerGrain.RecordAsync");
        aliased.Select(call => call.Key)
            .ShouldBe(others.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(other => !other.StartsWith("user-", StringComparison.Ordinal)).Select(StoreCustomers.KeyOf));
        aliased.ShouldAllBe(call => call.Command<RecordStoreEvent>() == StoreCustomers.Alias(person));
    }

    [Fact]
    public async Task Alias_event_links_ids_to_a_known_person_only()
    {
        await using var host = await HostAsync();
        foreach (var person in (string[])["user-1", "user-3"])
        {
            var sent = new JsonObject { ["id"] = "event-1", ["type"] = "SUBSCRIBER_ALIAS", ["app_user_id"] = person,
                ["aliases"] = new JsonArray("anonymous") };
            (await host.PostAsync(Path, BodyOf(sent), Secret)).Status.ShouldBe(200);
        }
        var aliased = grains.Only("IStoreCustomerGrain.RecordAsync");
        (aliased.Key, aliased.Command<RecordStoreEvent>()).ShouldBe((StoreCustomers.KeyOf("anonymous"), StoreCustomers.Alias("user-1")));
        grains.Called.ShouldNotContain("ISubscriptionGrain.RecordAsync");
    }

    [Fact]
    public async Task Customer_at_capacity_is_logged_with_a_200()
    {
        grains.On<IStoreCustomerGrain>(nameof(IStoreCustomerGrain.RecordAsync), (_, _) => WalletFaults.CustomerFull);
        await using var host = await HostAsync();
        (await host.PostAsync(Path, BodyOf(RevenueCatEventsTests.Event("RENEWAL", ("app_user_id", "shared"))), Secret))
            .Status.ShouldBe(200);
        host.Logs.GetSnapshot().ShouldContain(record => record.Id.Id == 6304);
    }

    [Theory]
    [InlineData("user-1", "user-2", "user-1", "user-2")]
    [InlineData("user-3,user-1", "$RCAnonymousID:0f,user-2", "user-1,user-3", "user-2")]
    [InlineData("user-1,user-2", "user-2", "user-1", "user-2")]
    [InlineData("user-1,user-2", "user-3", "user-1,user-2", "user-3")]
    [InlineData("user-1", "user-1", "", null)]
    [InlineData("user-3", "user-1", "user-3", "user-1")]
    [InlineData("user-3", "user-4", "user-3", "user-4")]
    public async Task Transfer_reaches_each_giver_with_the_first_known_receiver(string from, string to, string givers, string? receiver)
    {
        await using var host = await HostAsync();
        var sent = RevenueCatEventsTests.Event(
            "TRANSFER", ("transferred_from", ArrayOf(from)), ("transferred_to", ArrayOf(to)), ("app_user_id", null));
        (await host.PostAsync(Path, BodyOf(sent), Secret)).Status.ShouldBe(200);
        var noted = grains.All("ISubscriptionGrain.RecordAsync").Concat(grains.All("IStoreCustomerGrain.RecordAsync")).ToList();
        noted.Select(call => call.Key).ShouldBe(givers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(KeyOf));
        foreach (var call in noted) call.Command<RecordStoreEvent>().Event.TransferredTo.ShouldBe(KeyOf(receiver!));

        static string KeyOf(string id) => id is "user-1" or "user-2" ? id : StoreCustomers.KeyOf(id);
    }

    [Theory]
    [InlineData("user-1", "ICreditPackGrain.RecordAsync")]
    [InlineData("anonymous", "IStoreCustomerGrain.RecordAsync")]
    public async Task Credit_pack_reaches_its_grain_or_is_kept(string userId, string method)
    {
        grains.On<ICreditPackGrain>(nameof(ICreditPackGrain.RecordAsync), (_, _) => Done.Instance);
        await using var host = await HostAsync(Secret, ("Xela:Payments:RevenueCat:CreditPacks:coins", "100"));
        var sent = RevenueCatEventsTests.Event("NON_RENEWING_PURCHASE", ("app_user_id", userId), ("product_id", "coins"));
        (await host.PostAsync(Path, BodyOf(sent), Secret)).Status.ShouldBe(200);
        var call = grains.Only(method);
        grains.Called.ShouldNotContain("ISubscriptionGrain.RecordAsync");
        var e = call.Arguments[0] is RecordCreditPackEvent pack ? pack.Event : call.Command<RecordStoreEvent>().Event;
        (e.Kind, e.Credits).ShouldBe((StoreEventKinds.CreditsSold, 100));
        call.Key.ShouldBe(userId == "user-1" ? CreditPacks.KeyOf(e) : StoreCustomers.KeyOf(userId));
    }

    private static JsonArray ArrayOf(string ids) => [.. ids.Split(',').Select(id => JsonValue.Create(id))];

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

using XelaConnect.ApiHost.Http;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using XelaConnect.ApiHost.Subscriptions;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class RevenueCatEventsTests
{
    private static readonly DateTimeOffset From = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset At = From.AddDays(10);
    private static readonly DateTimeOffset Until = From.AddDays(31);

    [Theory]
    [InlineData("INITIAL_PURCHASE", StoreEventKinds.Paid)]
    [InlineData("RENEWAL", StoreEventKinds.Paid)]
    [InlineData("UNCANCELLATION", StoreEventKinds.Paid)]
    [InlineData("SUBSCRIPTION_EXTENDED", StoreEventKinds.Paid)]
    [InlineData("REFUND_REVERSED", StoreEventKinds.Paid)]
    [InlineData("NON_RENEWING_PURCHASE", StoreEventKinds.PaidOnce)]
    [InlineData("TEMPORARY_ENTITLEMENT_GRANT", StoreEventKinds.PaidOnce)]
    [InlineData("CANCELLATION", StoreEventKinds.Cancelled)]
    [InlineData("REFUND", StoreEventKinds.Refunded)]
    [InlineData("BILLING_ISSUE", StoreEventKinds.BillingIssue)]
    [InlineData("EXPIRATION", StoreEventKinds.Expired)]
    public void Event_types_are_mapped(string type, string kind)
    {
        var notice = Understood(Event(type)).Notice.ShouldNotBeNull();
        (notice.OperationId, notice.Type, notice.Owners.ShouldHaveSingleItem(), notice.Receivers.IsEmpty)
            .ShouldBe(("revenuecat/event-1", type, "user-1", true));
        notice.Event.ShouldBe(
            new StoreEvent("event-1", kind, "1000000123", Tiers.Premium, At, From, Until, null, Product: "premium_monthly",
            Transaction: "2000000456"));
    }

    [Theory]
    [InlineData("CUSTOMER_SUPPORT", StoreEventKinds.Refunded)]
    [InlineData("UNSUBSCRIBE", StoreEventKinds.Cancelled)]
    [InlineData("BILLING_ERROR", StoreEventKinds.Cancelled)]
    public void Cancellation_by_support_is_a_refund(string reason, string kind) =>
        Understood(Event("CANCELLATION", ("cancel_reason", reason))).Notice!.Event!.Kind.ShouldBe(kind);

    [Theory]
    [InlineData("TEST")]
    [InlineData("SUBSCRIPTION_PAUSED")]
    [InlineData("SOMETHING_NEW")]
    public void Irrelevant_event_needs_only_its_id(string type)
    {
        var notice = Understood(new JsonObject { ["id"] = "event-1", ["type"] = type });
        (notice.Type, notice.Notice).ShouldBe((type, null));
    }

    [Fact]
    public void Grace_period_comes_from_the_store()
    {
        Understood(Event("BILLING_ISSUE", ("grace_period_expiration_at_ms", Milliseconds(Until.AddDays(16)))))
            .Notice!.Event!.GraceUntil.ShouldBe(Until.AddDays(16));
        var bare =
            Understood(
                Event("EXPIRATION", ("original_transaction_id", null), ("transaction_id", null), ("purchased_at_ms", null),
                ("expiration_at_ms", null), ("product_id", null), ("entitlement_ids", null)));
        bare.Notice!.Event.ShouldBe(new StoreEvent("event-1", StoreEventKinds.Expired, "", null, At, null, null, null));
    }

    [Theory]
    [InlineData("""["pro","PREMIUM"]""", "elite_monthly", Tiers.Premium)]
    [InlineData("""["premium","Elite"]""", "premium_monthly", Tiers.Elite)]
    [InlineData("""["pro"]""", "com.example.Elite.yearly", Tiers.Elite)]
    [InlineData("[]", "xela_premium:monthly", Tiers.Premium)]
    [InlineData("null", "gold:monthly", Tiers.Elite)]
    [InlineData("null", "GOLD:monthly", Tiers.Elite)]
    [InlineData("null", "old_elite", Tiers.Premium)]
    public void Tier_comes_from_entitlement_then_setting_then_product_name(string entitlements, string product, string tier) =>
        Understood(Event("RENEWAL", ("entitlement_ids", JsonNode.Parse(entitlements)), ("product_id", product))).Notice!.Event!.Tier.ShouldBe(tier);

    [Theory]
    [InlineData("RENEWAL", "product_id", 7)]
    [InlineData("RENEWAL", "environment", 7)]
    [InlineData("RENEWAL", "transaction_id", 7)]
    [InlineData("RENEWAL", "id", null)]
    [InlineData("RENEWAL", "id", "")]
    [InlineData("RENEWAL", "id", 7)]
    [InlineData("RENEWAL", "type", null)]
    [InlineData("RENEWAL", "app_user_id", null)]
    [InlineData("RENEWAL", "app_user_id", 7)]
    [InlineData("RENEWAL", "original_app_user_id", true)]
    [InlineData("RENEWAL", "aliases", "user-1")]
    [InlineData("SUBSCRIBER_ALIAS", "app_user_id", null)]
    [InlineData("RENEWAL", "expiration_at_ms", "tomorrow")]
    [InlineData("RENEWAL", "expiration_at_ms", -1)]
    [InlineData("RENEWAL", "expiration_at_ms", 1.5)]
    [InlineData("RENEWAL", "event_timestamp_ms", long.MaxValue)]
    [InlineData("RENEWAL", "entitlement_ids", "premium")]
    [InlineData("TRANSFER", "transferred_from", "user-1")]
    public void Invalid_event_field_is_named(string type, string field, object? value)
    {
        var input = BodyOf(
            new JsonObject { ["event"] = Event(type, ("entitlement_ids", null), (field, value is null ? null : JsonValue.Create(value))) });
        RevenueCatEvents.Read(input, Settings()).ShouldBeNull();
        input.Errors.ByField.Keys.ShouldHaveSingleItem().ShouldBe($"event.{field}");
    }

    [Theory]
    [InlineData("""{}""", "event")]
    [InlineData("""{"event":null}""", "event")]
    [InlineData("""{"event":[]}""", "event")]
    public void Body_without_event_is_rejected(string body, string field)
    {
        var input = JsonInput.Of(JsonDocument.Parse(body).RootElement);
        RevenueCatEvents.Read(input, Settings()).ShouldBeNull();
        input.Errors.ByField.Keys.ShouldBe([field]);
    }

    [Fact]
    public void Event_time_falls_back_to_the_purchase_time()
    {
        Understood(Event("RENEWAL", ("event_timestamp_ms", null))).Notice!.Event!.At.ShouldBe(From);
        var input = BodyOf(new JsonObject { ["event"] = Event("RENEWAL", ("event_timestamp_ms", null), ("purchased_at_ms", null)) });
        RevenueCatEvents.Read(input, Settings()).ShouldBeNull();
        input.Errors.ByField.Keys.ShouldBe(["event.event_timestamp_ms"]);
    }

    [Theory]
    [InlineData("premium_monthly", "elite_monthly", "premium", null)]
    [InlineData("premium_monthly", "elite_monthly", null, null)]
    [InlineData("premium_monthly", "premium_yearly", "premium", null)]
    [InlineData("premium_monthly", "elite_monthly", "elite", Tiers.Elite)]
    [InlineData("elite_monthly", "premium_monthly", "elite", null)]
    [InlineData("elite_monthly", "elite_monthly", null, Tiers.Elite)]
    [InlineData("elite_monthly", null, null, Tiers.Elite)]
    public void Changed_product_counts_from_its_start(string product, string? next, string? entitlement, string? tier)
    {
        var sent =
            Understood(
                Event("PRODUCT_CHANGE", ("product_id", product), ("new_product_id", next),
                ("entitlement_ids", entitlement is null ? null : new JsonArray(entitlement)))).Notice?.Event;
        sent?.Tier.ShouldBe(tier);
        (sent is null).ShouldBe(tier is null);
    }

    [Fact]
    public void Product_change_has_the_period_and_the_new_product() =>
        Understood(Event("PRODUCT_CHANGE", ("new_product_id", "elite_monthly"), ("entitlement_ids", new JsonArray("elite"))))
            .Notice?.Event.ShouldBe(new StoreEvent(
            "event-1", StoreEventKinds.Changed, "1000000123", Tiers.Elite, At, From, Until, null, Product: "elite_monthly",
            Transaction: "2000000456"));

    [Theory]
    [InlineData("RENEWAL", "tip_jar", false)]
    [InlineData("NON_RENEWING_PURCHASE", "tip_jar", false)]
    [InlineData("RENEWAL", null, false)]
    [InlineData("PRODUCT_CHANGE", "tip_jar", false)]
    [InlineData("EXPIRATION", "tip_jar", true)]
    [InlineData("REFUND", "tip_jar", true)]
    public void Product_without_tier_only_ends_periods(string type, string? product, bool noted)
    {
        var notice = Understood(Event(type, ("entitlement_ids", null), ("product_id", product)));
        (notice.Notice is not null).ShouldBe(noted);
        notice.Notice?.Event?.Tier.ShouldBeNull();
        if (!noted) notice.IgnoredBecause.ShouldNotBeNull();
        // Without the subscription's number nothing says what it is about.
        Understood(Event(type, ("entitlement_ids", null), ("product_id", "tip_jar"), ("original_transaction_id", null)))
            .Notice?.Event.ShouldBeNull();
    }

    [Theory]
    [InlineData("NON_RENEWING_PURCHASE", null, StoreEventKinds.CreditsSold)]
    [InlineData("INITIAL_PURCHASE", null, StoreEventKinds.CreditsSold)]
    [InlineData("RENEWAL", null, StoreEventKinds.CreditsSold)]
    [InlineData("REFUND_REVERSED", null, StoreEventKinds.CreditsSold)]
    [InlineData("REFUND", null, StoreEventKinds.CreditsRefunded)]
    [InlineData("CANCELLATION", "CUSTOMER_SUPPORT", StoreEventKinds.CreditsRefunded)]
    [InlineData("CANCELLATION", "UNSUBSCRIBE", null)]
    [InlineData("EXPIRATION", null, null)]
    [InlineData("UNCANCELLATION", null, null)]
    [InlineData("BILLING_ISSUE", null, null)]
    [InlineData("PRODUCT_CHANGE", null, null)]
    [InlineData("TEMPORARY_ENTITLEMENT_GRANT", null, null)]
    public void Credit_pack_opens_no_tier(string type, string? reason, string? kind)
    {
        var sent = Understood(Event(type, ("product_id", "Coins:Large"), ("cancel_reason", reason))).Notice?.Event;
        (sent?.Kind, sent?.Credits, sent?.Tier).ShouldBe((kind, kind is null ? null : 250, null));
    }

    [Theory]
    [InlineData("SANDBOX", null, false, false)]
    [InlineData("sandbox", null, false, false)]
    [InlineData("PRODUCTION", null, false, true)]
    [InlineData(null, null, false, true)]
    [InlineData("SANDBOX", null, true, true)]
    [InlineData("SANDBOX", "true", false, true)]
    [InlineData("SANDBOX", "false", true, false)]
    public void Sandbox_event_counts_in_Development_or_by_setting(string? environment, string? setting, bool isDevelopment, bool counts)
    {
        foreach (var type in (string[])["INITIAL_PURCHASE", "EXPIRATION", "TRANSFER", "SUBSCRIBER_ALIAS"])
        {
            var input = BodyOf(
                new JsonObject { ["event"] = Event(type, ("environment", environment), ("transferred_from", new JsonArray("user-1"))) });
            var notice = RevenueCatEvents.Read(input, Settings(isDevelopment, ("AllowSandbox", setting))).ShouldNotBeNull();
            (notice.Notice is null).ShouldBe(!counts, type);
        }
    }

    [Fact]
    public void Customer_ids_come_in_lookup_order() =>
        Understood(Event("RENEWAL", ("original_app_user_id", "first"), ("aliases", new JsonArray("other", "user-1", "first"))))
            .Notice!.Owners.ShouldBe(["user-1", "first", "other"]);

    [Fact]
    public void Transfer_names_givers_and_receivers()
    {
        var notice = Understood(new JsonObject
        {
            ["id"] = "event-1", ["type"] = "TRANSFER", ["event_timestamp_ms"] = Milliseconds(At),
            ["transferred_from"] = new JsonArray("user-1", "$RCAnonymousID:0f"), ["transferred_to"] = new JsonArray("user-2"),
        }).Notice.ShouldNotBeNull();
        notice.Owners.ShouldBe(["user-1", "$RCAnonymousID:0f"]);
        notice.Receivers.ShouldBe(["user-2"]);
        notice.Event.ShouldBe(new StoreEvent("event-1", StoreEventKinds.Transferred, "", null, At, null, null, null));
    }

    internal static RevenueCatSettings Settings(params (string Key, string? Value)[] settings) => Settings(isDevelopment: false, settings);

    internal static RevenueCatSettings Settings(bool isDevelopment, params (string Key, string? Value)[] settings) =>
        RevenueCatSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("Products:gold:monthly", "elite")).Append(("Products:old_elite", "Premium"))
                .Append(("CreditPacks:coins:large", "250"))
                .Select(s => new KeyValuePair<string, string?>($"Xela:Payments:RevenueCat:{s.Item1}", s.Item2))).Build(),
        isDevelopment);

    internal static JsonObject Event(string type, params (string Field, JsonNode? Value)[] changes)
    {
        var sent = new JsonObject
        {
            ["id"] = "event-1", ["type"] = type, ["app_user_id"] = "user-1", ["product_id"] = "premium_monthly",
            ["entitlement_ids"] = new JsonArray("premium"),
            ["original_transaction_id"] = "1000000123", ["transaction_id"] = "2000000456", ["event_timestamp_ms"] = Milliseconds(At),
            ["purchased_at_ms"] = Milliseconds(From), ["expiration_at_ms"] = Milliseconds(Until),
            ["store"] = "APP_STORE", ["price"] = 9.99, ["period_type"] = "NORMAL",
        };
        foreach (var (field, value) in changes) sent[field] = value;
        return sent;
    }

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static JsonInput BodyOf(JsonObject body) => JsonInput.Of(JsonDocument.Parse(body.ToJsonString()).RootElement);

    private static RevenueCatEvent Understood(JsonObject sent)
    {
        var input = BodyOf(new JsonObject { ["event"] = sent });
        var notice = RevenueCatEvents.Read(input, Settings());
        input.Errors.ByField.ShouldBeEmpty();
        return notice.ShouldNotBeNull();
    }
}

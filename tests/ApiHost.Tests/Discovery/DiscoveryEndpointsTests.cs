using System.Collections.Immutable;
using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Discovery;

public sealed class DiscoveryEndpointsTests
{
    private static readonly ImmutableArray<Match> Found =
        [new Match("user-2", 87, ["maths"], ["You share an interest: maths."]), new Match("user-gone", 60, [], []),
            new Match("user-3", 12, [], [])];

    [Fact]
    public async Task Matcher_gets_the_profile_and_the_excluded_users()
    {
        var grains = Grains(Tiers.Free);
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("Discover", caller: "user-1", query: "?limit=7&cursor=abc");
        status.ShouldBe(200);
        var query = grains.Only("IMatcherGrain.DiscoverAsync").Command<DiscoverQuery>();
        (query.CallerId, query.Limit, query.Cursor, query.Filter, query.WithReasons).ShouldBe(("user-1", 7, "abc", null, false));
        query.Profile.ShouldBe(MatchProfile.Of(Views.User("user-1")));
        query.Excluded.ShouldBe(["user-blocked", "user-asked"]);
        grains.Only("IContactsGrain.HiddenFromDiscoveryAsync").Key.ShouldBe("user-1");
        body.GetProperty("next_cursor").GetString().ShouldBe("next");
    }

    [Fact]
    public async Task Removed_user_is_left_out_of_the_page()
    {
        using var endpoints = new Endpoints(Grains(Tiers.Free));
        var (_, body) = await endpoints.CallAsync("Discover", caller: "user-1");
        body.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("user").GetProperty("id").GetString())
            .ShouldBe(["user-2", "user-3"]);
    }

    [Theory]
    [InlineData(Tiers.Free, false)]
    [InlineData(Tiers.Premium, true)]
    [InlineData(Tiers.Elite, true)]
    [InlineData(Tiers.LifetimeElite, true)]
    public async Task Match_reasons_require_the_plan(string tier, bool reasons)
    {
        using var endpoints = new Endpoints(Grains(tier));
        var first = (await endpoints.CallAsync("Discover", caller: "user-1")).Body.GetProperty("people")[0];
        first.ShouldHave(reasons ? "user, compatibility_score, common_interests, reasons" : "user, compatibility_score, common_interests");
        if (reasons) first.GetProperty("reasons")[0].GetString().ShouldBe("You share an interest: maths.");
        first.GetProperty("compatibility_score").GetInt32().ShouldBe(87);
        first.GetProperty("common_interests")[0].GetString().ShouldBe("maths");
        first.GetProperty("user").GetProperty("online").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Filters_reach_the_matcher_with_the_plan()
    {
        var grains = Grains(Tiers.Premium);
        using var endpoints = new Endpoints(grains);
        (await endpoints.CallAsync("Discover", caller: "user-1", query: "?city=Lisbon&age_min=20&age_max=20&badge=Calm%20Presence"))
            .Status.ShouldBe(200);
        grains.Only("IMatcherGrain.DiscoverAsync").Command<DiscoverQuery>()
            .Filter.ShouldBe(new MatchFilter("Lisbon", 20, 20, "Calm Presence"));
    }

    [Theory]
    [InlineData("?city=Lisbon")]
    [InlineData("?age_min=20")]
    [InlineData("?age_max=20")]
    [InlineData("?badge=Leader")]
    public async Task Filter_without_the_plan_is_rejected_before_the_search(string query)
    {
        var grains = Grains(Tiers.Free);
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("Discover", caller: "user-1", query: query);
        (status, body.GetProperty("code").GetString()).ShouldBe((403, "premium_required"));
        grains.Called.ShouldNotContain("IMatcherGrain.DiscoverAsync");
    }

    [Theory]
    [InlineData("?age_min=12", "age_min")]
    [InlineData("?age_min=x", "age_min")]
    [InlineData("?age_max=121", "age_max")]
    [InlineData("?age_max=-20", "age_max")]
    [InlineData("?age_min=30&age_max=29", "age_min")]
    [InlineData("?badge=leader", "badge")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?cursor=%C3%A9", "cursor")]
    public async Task Invalid_query_names_the_field_without_a_grain_call(string query, string field)
    {
        var grains = Grains(Tiers.Premium);
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("Discover", caller: "user-1", query: query);
        status.ShouldBe(400);
        body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_cursor_is_a_400_naming_it()
    {
        var grains = Grains(Tiers.Free).On<IMatcherGrain>(nameof(IMatcherGrain.DiscoverAsync), (_, _) => DiscoveryFaults.BadCursor);
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("Discover", caller: "user-1", query: "?cursor=abc");
        status.ShouldBe(400);
        body.GetProperty("errors").TryGetProperty("cursor", out _).ShouldBeTrue();
    }

    private static FakeGrains Grains(string tier) => new FakeGrains()
        .On<IUserGrain>(nameof(IUserGrain.GetAsync), (id, _) => id == "user-gone"
            ? Views.User(id) with { IsRemoved = true }
            : Views.User(id))
        .On<ISubscriptionGrain>(nameof(ISubscriptionGrain.GetAsync), (_, _) => Views.Subscription(tier))
        .On<IContactsGrain>(nameof(IContactsGrain.HiddenFromDiscoveryAsync), (_, _) => Views.All("user-blocked", "user-asked"))
        .On<IMatcherGrain>(nameof(IMatcherGrain.DiscoverAsync), (_, _) => new Page<Match>(Found, "next"));
}

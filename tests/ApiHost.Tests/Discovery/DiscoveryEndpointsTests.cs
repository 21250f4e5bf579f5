using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Discovery;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Discovery;

public sealed class DiscoveryEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public DiscoveryEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains.On<IMatcherGrain>(nameof(IMatcherGrain.DiscoverForAsync), (_, _) => new Page<DiscoveredPerson>(
            [new(Views.User("user-2"), 87, ["maths"], ["You share an interest: maths."]), new(Views.User("user-3"), 12, [], null)], "next"));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Query_reaches_the_matcher_in_one_call()
    {
        var (status, body) = await _endpoints.CallAsync(
            "Discover", caller: "user-1", query: "?city=Lisbon&age_min=20&age_max=20&badge=Calm%20Presence&limit=7&cursor=abc");
        status.ShouldBe(200);
        _grains.Called.ShouldBe(["IMatcherGrain.DiscoverForAsync"]);
        _grains.Only("IMatcherGrain.DiscoverForAsync").Command<DiscoverPeople>()
            .ShouldBe(new DiscoverPeople("user-1", 7, "abc", new MatchFilter("Lisbon", 20, 20, "Calm Presence")));
        body.ShouldHave("people, next_cursor").GetProperty("next_cursor").GetString().ShouldBe("next");
    }

    [Fact]
    public async Task Person_has_reasons_only_if_the_matcher_returns_them()
    {
        var people = (await _endpoints.CallAsync("Discover", caller: "user-1")).Body.GetProperty("people");
        var first = people[0].ShouldHave("user, compatibility_score, common_interests, reasons");
        first.GetProperty("reasons")[0].GetString().ShouldBe("You share an interest: maths.");
        first.GetProperty("compatibility_score").GetInt32().ShouldBe(87);
        first.GetProperty("common_interests")[0].GetString().ShouldBe("maths");
        first.GetProperty("user").ShouldHave(Shapes.PublicUser).GetProperty("online").GetBoolean().ShouldBeFalse();
        people[1].ShouldHave("user, compatibility_score, common_interests");
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
        var (status, body) = await _endpoints.CallAsync("Discover", caller: "user-1", query: query);
        status.ShouldBe(400);
        body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusal_of_the_matcher_is_returned()
    {
        foreach (var (fault, expected) in ((Fault, int)[])[(Page.BadCursor, 400), (DiscoveryFaults.PremiumRequired, 403)])
        {
            _grains.On<IMatcherGrain>(nameof(IMatcherGrain.DiscoverForAsync), (_, _) => fault);
            var (status, body) = await _endpoints.CallAsync("Discover", caller: "user-1", query: "?cursor=abc");
            (status, body.GetProperty("code").GetString()).ShouldBe((expected, fault.Code));
        }
    }
}

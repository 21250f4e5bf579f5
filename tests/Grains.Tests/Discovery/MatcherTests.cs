using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.TestKit.Fakes;
using XelaConnect.Discovery;
using XelaConnect.Grains.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>What the matcher asks for a user, and what it refuses; shards, users and subscriptions are fakes.</summary>
public sealed class MatcherTests
{
    private readonly FakeGrains grains = new();
    private readonly MatcherGrain matcher;
    private readonly HashSet<string> removed = [];
    private UserView? caller = User("user-ada");
    private string tier = Tiers.Free;

    public MatcherTests()
    {
        matcher = new MatcherGrain(grains.Factory, new FakeTimeProvider(), MatchingWeights.Default);
        grains
            .On<IUserGrain>(
                nameof(IUserGrain.GetAsync), (id, _) => id == "user-ada" ? caller : User(id) with { IsRemoved = removed.Contains(id) })
            .On<ISubscriptionGrain>(
                nameof(ISubscriptionGrain.GetAsync), (_, _) => new SubscriptionView(tier, null, false, false, Plans.Default.Of(tier)))
            .On<IContactsGrain>(nameof(IContactsGrain.HiddenFromDiscoveryAsync), (_, _) => ImmutableArray.Create("user-blocked"))
            .On<IMatchShardGrain>(
                nameof(IMatchShardGrain.FindAsync), (shard, _) => shard == "0" ? Matches(7) : ImmutableArray<ShardMatch>.Empty);
    }

    [Fact]
    public async Task Search_uses_profile_and_hidden_users_of_the_caller()
    {
        var page = (await DiscoverAsync(limit: 3)).Value!;
        page.Items.Select(p => p.User.Id).ShouldBe(["user-0", "user-1", "user-2"]);
        page.NextCursor.ShouldNotBeNull();
        var queries = grains.All("IMatchShardGrain.FindAsync").Select(c => c.Command<ShardQuery>()).ToList();
        queries.ShouldAllBe(q => q.CallerId == "user-ada" && q.Profile.Equals(MatchProfile.Of(caller!)) && q.Filter == null);
        queries.SelectMany(q => q.Excluded).ShouldBe(["user-ada", "user-blocked"], ignoreOrder: true);
    }

    [Fact]
    public async Task Removed_user_is_left_out_of_the_page()
    {
        removed.Add("user-1");
        (await DiscoverAsync(limit: 3)).Value!.Items.Select(p => p.User.Id).ShouldBe(["user-0", "user-2"]);
    }

    [Theory]
    [InlineData(Tiers.Free, false)]
    [InlineData(Tiers.Premium, true)]
    [InlineData(Tiers.Elite, true)]
    [InlineData(Tiers.LifetimeElite, true)]
    public async Task Reasons_require_the_plan(string tier, bool reasons)
    {
        this.tier = tier;
        (await DiscoverAsync(limit: 1)).Value!.Items.ShouldHaveSingleItem().Reasons.HasValue.ShouldBe(reasons);
    }

    [Fact]
    public async Task Filter_without_the_plan_is_refused_before_the_search()
    {
        foreach (var filter in (MatchFilter[])[
            new("Lisbon", null, null, null), new(null, 20, null, null), new(null, null, 20, null), new(null, null, null, "Leader")])
            (await DiscoverAsync(filter: filter)).Fault.ShouldBe(DiscoveryFaults.PremiumRequired);
        grains.Called.ShouldNotContain("IMatchShardGrain.FindAsync");

        (await DiscoverAsync(filter: new(null, null, null, null))).IsOk.ShouldBeTrue("an empty filter restricts nothing");
        tier = Tiers.Premium;
        (await DiscoverAsync(filter: new("Lisbon", 20, 30, "Leader"))).IsOk.ShouldBeTrue();
        grains.All("IMatchShardGrain.FindAsync")[^1].Command<ShardQuery>().Filter.ShouldBe(new MatchFilter("Lisbon", 20, 30, "Leader"));
    }

    [Fact]
    public async Task Guest_gets_one_short_page()
    {
        caller = caller! with { IsGuest = true };
        var page = (await DiscoverAsync(limit: 100, cursor: "ignored")).Value!;
        (page.Items.Length, page.NextCursor).ShouldBe((Guests.PeopleShown, null));
    }

    [Fact]
    public async Task Unknown_caller_and_unknown_cursor_are_refused()
    {
        (await DiscoverAsync(cursor: "abc")).Fault.ShouldBe(Page.BadCursor);
        caller = null;
        (await DiscoverAsync()).Fault.ShouldBe(AccountFaults.UnknownUser);
    }

    private Task<Outcome<Page<DiscoveredPerson>>> DiscoverAsync(int limit = 20, string? cursor = null, MatchFilter? filter = null) =>
        matcher.DiscoverForAsync(new DiscoverPeople("user-ada", limit, cursor, filter));

    private static ImmutableArray<ShardMatch> Matches(int count) => [.. Enumerable.Range(0, count).Select(i => new ShardMatch(
        new MatchPosition(100 - i, 0, $"user-{i}"), 50 - i,
        [.. PackedProfile.Pack(new ProfilePut(1, $"user-{i}", new MatchProfile(["maths"], null, null, null, []), [], null), default)]))];

    private static UserView User(string id) => new(
        id, null, id, null, null, null, null, null, ["maths"], 0, [], Tiers.Free, "XCABCDEFGH", null, 0, 0, default, default, false, null, 0,
        [], 0, 0, [], false, 0);
}

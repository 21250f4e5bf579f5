using XelaConnect.Accounts;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>What a person's grain tells discovery, and when.</summary>
public sealed class DiscoveryReplicaTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserState Ada = After(
        new UserState("user-ada"),
        [.. UserRules.Create(new UserState("user-ada"),
        new CreateUser("op", "ada@example.org", new NewProfile("Ada", 30, "Lisbon", null), null, false), "XC00000000", At).Events]);

    [Fact]
    public void Profile_change_is_published_when_matching_sees_it()
    {
        Changes(new UserState("user-ada"), Ada).ShouldBeTrue();
        Changes(Ada, After(Ada, Profile(interests: ["Yoga"]))).ShouldBeTrue();
        Changes(Ada, After(Ada, Profile(badge: "Explorer"))).ShouldBeTrue();
        Changes(Ada, After(Ada, Profile(age: 31))).ShouldBeTrue();
        Changes(Ada, After(Ada, Profile(city: "Oslo"))).ShouldBeTrue();
        Changes(Ada, After(Ada, new FacetUpdated(1, new CirclesFacet { CircleIds = ["circle-1"] }))).ShouldBeTrue();
        Changes(Ada, After(Ada, new FacetUpdated(1, new BoostFacet { Until = At.AddDays(1) }))).ShouldBeTrue();
        Changes(Ada, After(Ada, new FacetUpdated(1, new SubscriptionFacet { Periods = [new TierPeriod(Tiers.Elite, At, null)] })))
            .ShouldBeTrue();
        Changes(Ada, After(Ada, new UserRemoved("user-admin", "fraud"))).ShouldBeTrue();

        Changes(Ada, After(Ada, Profile(bio: "New"))).ShouldBeFalse();
        Changes(Ada, After(Ada, Profile())).ShouldBeFalse();
        Changes(Ada, After(Ada, new UserSeen())).ShouldBeFalse();
        Changes(Ada, After(Ada, new FacetUpdated(1, new WalletFacet { Credits = 5 }))).ShouldBeFalse();
        Changes(Ada, After(Ada, new FacetUpdated(1, new SubscriptionFacet()))).ShouldBeFalse();
    }

    [Fact]
    public void Guest_removed_or_unnamed_person_is_not_published()
    {
        var guest = After(new UserState("user-g"), new UserCreated(null, "Guest", null, null, null, true, "XC00000001", null));
        DiscoveryReplica.ProfileOf(guest).ShouldBeNull();
        Changes(new UserState("user-g"), guest).ShouldBeFalse();
        Changes(guest, After(guest, new FacetUpdated(1, new CirclesFacet { CircleIds = ["circle-1"] }))).ShouldBeFalse();
        Changes(guest, After(guest, new UserUpgraded("g@example.org", "Gus"))).ShouldBeTrue();
        DiscoveryReplica.ProfileOf(After(Ada, Profile(name: ""))).ShouldBeNull();
        var sent = ReplicaOf(After(Ada, new UserRemoved("user-admin", "fraud")));
        (sent.Profile, sent.UserId, sent.Tiers.IsEmpty).ShouldBe((null, "user-ada", true));
    }

    [Fact]
    public void Published_profile_matches_the_users_view()
    {
        var sent =
            ReplicaOf(After(
                Ada, Profile(interests: ["Yoga"], badge: "Explorer", age: 31, city: "Oslo"),
                new FacetUpdated(1, new CirclesFacet { CircleIds = ["circle-1"] }),
                new FacetUpdated(1, new BoostFacet { Until = At })));
        sent.Profile.ShouldBe(new MatchProfile(["Yoga"], "Explorer", 31, "Oslo", ["circle-1"], new DateOnly(1995, 3, 1)));
        sent.BoostedUntil.ShouldBe(At);
    }

    [Fact]
    public void Older_account_is_published_once_when_next_seen()
    {
        var old = After(new UserState("user-old"), new UserCreated("o@example.org", "Olga", null, 40, "Oslo", false, "XC00000002", null));
        var seen = UserRules.Seen(old, At.AddSeconds(1)).Events;
        seen.ShouldHaveSingleItem("the day is counted already").ShouldBe(new DiscoveryProfileSent(DiscoveryReplica.Model));
        var after = After(old, [.. seen]);
        Changes(old, after).ShouldBeTrue();
        after.Streak.ShouldBe(1);
        UserRules.Seen(after, At.AddSeconds(2)).Events.ShouldBeEmpty();
        UserRules.Seen(Ada, At.AddSeconds(1)).Events.ShouldBeEmpty("a new account is published at once");
        var newer = After(Ada, new DiscoveryProfileSent(DiscoveryReplica.Model + 1));
        UserRules.Seen(newer, At.AddDays(1)).Events.ShouldHaveSingleItem("a newer version has published it").ShouldBeOfType<UserSeen>();
    }

    private static bool Changes(UserState before, UserState after) => DiscoveryReplica.Replica.Changed(before, after);

    private static PutProfile ReplicaOf(UserState user) => (PutProfile)DiscoveryReplica.Replica.Make(user, "op", 7).Command;

    private static UserState After(UserState user, params UserEvent[] events) =>
        events.Aggregate(user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, At, null, happened)));

    private static ProfileUpdated Profile(
        string name = "Ada", string? bio = null, string[]? interests = null, string? badge = null, int? age = 30,
        string? city = "Lisbon") =>
        new(name, bio, [.. interests ?? []], badge, age, city, null);
}

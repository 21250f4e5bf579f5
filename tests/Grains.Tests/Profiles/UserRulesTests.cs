using System.Collections.Immutable;
using System.Text.Json;
using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>Conversions of referrals, removal, and older snapshots of a user.</summary>
public sealed class UserRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 23, 59, 59, TimeSpan.Zero);

    [Fact]
    public void First_circle_or_course_converts_the_referral()
    {
        var joined = Circles(Friend(), 1, ["c"]);
        Converts(joined).ShouldBe(["referrer"]);
        Converts(Wallet(Fold(Friend(), joined), 0, ["course"])).ShouldBeEmpty();
        Converts(Wallet(Friend(), 0, ["course"])).ShouldBe(["referrer"]);
        Converts(Wallet(Friend(), 50, [])).ShouldBeEmpty("credits are not taking part");
    }

    [Fact]
    public void Circle_left_before_its_replica_arrived_counts() =>
        Converts(Circles(Friend(), 2, [])).ShouldBe(["referrer"]);

    [Fact]
    public void Person_without_a_code_converts_nothing() =>
        Converts(Circles(Friend(referredBy: null), 1, ["c"])).ShouldBeEmpty();

    [Fact]
    public void Removal_ends_sessions_and_revokes_the_referral_once()
    {
        var user = Fold(Friend(), UserRules.AddSession(Friend(), new AddSession("n", Session("s1")), Now));
        var removed = UserRules.Remove(user, new RemoveUser("op", "admin", "fraud"), Now);
        removed.Messages.Select(e => e.Command).OfType<RevokeReferral>().ShouldHaveSingleItem().NewUserId.ShouldBe("friend");
        removed.Messages.Select(e => e.Command).OfType<EndSession>().ShouldHaveSingleItem()
            .ShouldBe(new EndSession("op/s1", "friend", Sessions.Removed));
        var audit = removed.Messages.Single(e => e.Command is RecordAction);
        audit.Target.ShouldBe("2026-11");
        audit.Command.ShouldBe(new RecordAction("op/audit", "admin", "remove_user", "friend", "fraud"));

        var after = Fold(user, removed);
        after.IsRemoved.ShouldBeTrue();
        after.Sessions.ShouldBeEmpty();
        UserRules.Remove(after, new RemoveUser("op2", "admin", "again"), Now).Events.ShouldBeEmpty();
        Converts(Circles(after, 1, ["c"])).ShouldBeEmpty();
        UserRules.Remove(new UserState("nobody"), new RemoveUser("op", "admin", "fraud"), Now).Refusal.ShouldBe(AccountFaults.UnknownUser);
    }

    [Fact]
    public void Session_opened_during_removal_ends_at_once()
    {
        var removed = Fold(Friend(), UserRules.Remove(Friend(), new RemoveUser("op", "admin", "fraud"), Now));
        var late = UserRules.AddSession(removed, new AddSession("n", Session("late")), Now);
        late.Messages.ShouldHaveSingleItem().Command.ShouldBe(new EndSession("n/late", "friend", Sessions.Removed));
        var after = Fold(removed, late);
        after.Sessions.ShouldBeEmpty();
        UserRules.RemoveSession(after, new RemoveSession("f", "late", Sessions.Removed), Now)
            .Events.ShouldNotBeEmpty("its devices are notified when it has ended");
    }

    [Fact]
    public void Snapshot_restores_facets_with_their_versions()
    {
        var user = Friend().Updated(3, new CirclesFacet { CircleIds = ["a", "b"] }, Now)
            .Updated(4, new CirclesFacet { CircleIds = ["b"] }, Now)
            .Updated(7, new WalletFacet { Credits = 5, CourseIds = ["course"] }, Now);
        var json = UserJournal.User.Snapshot!;
        var read = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(user, json), json)!;
        (read.Facet<CirclesFacet>().CircleIds[0], read.Facet<CirclesFacet>().Max, read.VersionOf(new CirclesFacet())).ShouldBe(("b", 2, 4));
        (read.Facet<WalletFacet>().Credits, read.Facet<WalletFacet>().CourseIds[0]).ShouldBe((5, "course"));
        read.HasParticipated.ShouldBeTrue();
        read.Updated(4, new CirclesFacet(), Now).ShouldBe(read, "it has this version");
        read.CoursesProgress.ShouldHaveSingleItem().Percent.ShouldBe(0);
    }

    [Fact]
    public void Snapshot_of_an_earlier_form_has_another_name() =>
        (UserJournal.User.Name, UserJournal.User.SnapshotName).ShouldBe(("accounts.user", "accounts.user.v2"));

    [Fact]
    public void Stored_replica_of_an_earlier_version_is_read_as_a_facet()
    {
        var read = UserJournal.User.Events.Decode("accounts.circles-projected.v1", """{"version":4,"circle_ids":["a","b"]}"""u8.ToArray());
        var updated = read.ShouldBeOfType<FacetUpdated>();
        updated.Version.ShouldBe(4);
        updated.Facet.ShouldBeOfType<CirclesFacet>().CircleIds.ShouldBe(["a", "b"]);

        var messages = new OutboxMessageTypes(UserMessages.All);
        var message = messages.Decode(new OutboxEntry("user", 4, "connections.project-to-user.v1",
            """{"target":"friend","command":{"operation_id":"op","version":4,"count":2,"most":3}}"""u8.ToArray(), Now));
        (message.Id, message.Target, message.Command).ShouldBe(
            ("user", "friend", new UpdateFacet("op", 4, new ConnectionsFacet { Count = 2, Max = 3 })));
    }

    private static Decision<UserEvent> Circles(UserState user, long version, ImmutableArray<string> ids) =>
        UserRules.UpdateFacet(user, new UpdateFacet($"m/{version}", version, new CirclesFacet { CircleIds = ids }), Now);

    private static Decision<UserEvent> Wallet(UserState user, long credits, ImmutableArray<string> courses) =>
        UserRules.UpdateFacet(user, new UpdateFacet("w/1", 1, new WalletFacet { Credits = credits, CourseIds = courses }), Now);

    private static IEnumerable<string> Converts(Decision<UserEvent> decision) => decision.Messages.Where(e => e.Command is ConvertReferral)
        .Select(e => e.Target);

    private static SessionView Session(string id) => new(id, "friend", null, Now, Now + Sessions.Lifetime);

    private static UserState Friend(string? referredBy = "referrer") =>
        Fold(new UserState("friend"), UserRules.Create(
            new UserState("friend"), new CreateUser("create", "f@example.org", new NewProfile("F"), referredBy, IsGuest: false),
            "XC00000000", Now));

    private static UserState Fold(UserState user, Decision<UserEvent> decision) =>
        decision.Events.Aggregate(
            user, static (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, Now, null, happened)));
}

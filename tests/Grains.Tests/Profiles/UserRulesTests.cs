using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
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
        var joined = UserRules.ProjectCircles(Friend(), new ProjectCircles("m/1", 1, ["c"]), Now);
        Converts(joined).ShouldBe(["referrer"]);
        Converts(UserRules.ProjectWallet(Fold(Friend(), joined), new ProjectWallet("w/1", 1, 0, ["course"]), Now)).ShouldBeEmpty();
        Converts(UserRules.ProjectWallet(Friend(), new ProjectWallet("w/1", 1, 0, ["course"]), Now)).ShouldBe(["referrer"]);
        Converts(UserRules.ProjectWallet(Friend(), new ProjectWallet("w/1", 1, 50, []), Now)).ShouldBeEmpty("credits are not taking part");
    }

    [Fact]
    public void Circle_left_before_its_replica_arrived_counts() =>
        Converts(UserRules.ProjectCircles(Friend(), new ProjectCircles("m/2", 2, []), Now)).ShouldBe(["referrer"]);

    [Fact]
    public void Person_without_a_code_converts_nothing() =>
        Converts(UserRules.ProjectCircles(Friend(referredBy: null), new ProjectCircles("m/1", 1, ["c"]), Now)).ShouldBeEmpty();

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
        Converts(UserRules.ProjectCircles(after, new ProjectCircles("m/1", 1, ["c"]), Now)).ShouldBeEmpty();
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
    public void Snapshot_without_wallet_fields_is_read()
    {
        var read = System.Text.Json.JsonSerializer.Deserialize(
            """
            {"id":"friend","created_at":"2026-01-01T00:00:00+00:00","name":"F","interests":[],"sessions":{},"ending":[],
             "circles":["c"],"referred_by":"referrer"}
            """,
            UserJournal.User.Snapshot!)!;
        (read.Courses.IsDefault, read.Tiers.IsDefault, read.Learning.IsDefault, read.Path.IsDefault).ShouldBe((false, false, false, false));
        Converts(UserRules.ProjectWallet(read, new ProjectWallet("w/1", 1, 0, ["course"]), Now)).ShouldBe(["referrer"]);
    }

    private static IEnumerable<string> Converts(Decision<UserEvent> decision) => decision.Messages.Where(e => e.Command is ConvertReferral)
        .Select(e => e.Target);

    private static SessionView Session(string id) => new(id, "friend", null, Now, Now + Sessions.Lifetime);

    private static UserState Friend(string? referredBy = "referrer") =>
        Fold(new UserState("friend"), UserRules.Create(
            new UserState("friend"), new CreateUser("create", "f@example.org", new NewProfile("F"), referredBy, IsGuest: false),
            "XC00000000"));

    private static UserState Fold(UserState user, Decision<UserEvent> decision) =>
        decision.Events.Aggregate(
            user, static (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, Now, null, happened)));
}

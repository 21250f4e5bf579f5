using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Mail;
using XelaConnect.Privacy;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>A user asks to be erased, and comes back or does not.</summary>
public sealed class LeavingRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly RequestErasure Ask = new("ask", "receipt-1");

    private static UserState Ada => Apply(
        new UserState("user-1"), new UserCreated("ada@example.org", "Ada", "p.png", null, null, IsGuest: false, "XC12345678", null),
        new SessionAdded(new SessionView("session-1", "user-1", null, Now, Now.AddDays(7))));

    [Fact]
    public void Request_ends_sessions_shows_that_the_user_left_and_schedules_the_erasure()
    {
        var decision = LeavingRules.Request(Ada, Ask, Now);
        var begin = decision.Messages.Single(message => message.Command is BeginErasure);
        (begin.Target, begin.NotBefore).ShouldBe(("receipt-1", Now + TimeSpan.FromDays(30)));
        begin.Command.ShouldBe(new BeginErasure("receipt-1/begin", "user-1"));
        decision.Messages.Select(message => message.Command).OfType<UpdateMemberCard>().Single().Member
            .ShouldBe(new MemberCard("user-1", FormerUsers.Name, null));
        decision.Messages.Select(message => message.Command).OfType<SendMail>().Single().Kind.ShouldBe(MailKinds.ErasureRequested);
        decision.Messages.Select(message => message.Command).OfType<EndSession>().Count().ShouldBe(1);
        var after = Apply(Ada, [.. decision.Events]);
        after.Sessions.ShouldBeEmpty();
        after.IsGone.ShouldBeTrue();
        DiscoveryReplica.ProfileOf(after).ShouldBeNull();
        LeavingRules.Request(after, Ask with { ReceiptId = "receipt-2" }, Now).Events.ShouldBeEmpty();
        after.Leaving!.ReceiptId.ShouldBe("receipt-1");
    }

    [Fact]
    public void Cancel_restores_the_user_until_the_erasure_starts()
    {
        var leaving = Apply(Ada, [.. LeavingRules.Request(Ada, Ask, Now).Events]);
        var cancelled = LeavingRules.Cancel(leaving, new("back"), Now);
        cancelled.Messages.Select(message => message.Command).OfType<UpdateMemberCard>().Single().Member
            .ShouldBe(new MemberCard("user-1", "Ada", "p.png"));
        var back = Apply(leaving, [.. cancelled.Events]);
        back.IsGone.ShouldBeFalse();
        LeavingRules.Cancel(back, new("again"), Now).Events.ShouldBeEmpty();
        LeavingRules.Start(back, new("start", "receipt-1"), Now).Refusal.ShouldBe(ErasureFaults.NotRequested);

        var started = Apply(leaving, [.. LeavingRules.Start(leaving, new("start", "receipt-1"), Now).Events]);
        LeavingRules.Start(started, new("start", "receipt-1"), Now).ShouldSatisfyAllConditions(
            again => again.Refusal.ShouldBeNull(), again => again.Events.ShouldBeEmpty());
        LeavingRules.Cancel(started, new("late"), Now).Refusal.ShouldBe(AccountFaults.Removed);
    }

    [Fact]
    public void Request_after_coming_back_is_not_started_by_the_earlier_one()
    {
        var leaving = Apply(Ada, [.. LeavingRules.Request(Ada, Ask, Now).Events]);
        var again = Apply(Apply(leaving, new ErasureCancelled()),
            [.. LeavingRules.Request(Apply(leaving, new ErasureCancelled()), new("ask-2", "receipt-2"), Now.AddDays(20)).Events]);
        LeavingRules.Start(again, new("start", "receipt-1"), Now.AddDays(30)).Refusal.ShouldBe(ErasureFaults.NotRequested);
        LeavingRules.Start(again, new("start", "receipt-2"), Now.AddDays(50)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void Session_that_was_being_opened_ends()
    {
        var leaving = Apply(Ada, [.. LeavingRules.Request(Ada, Ask, Now).Events]);
        var session = new SessionView("session-2", "user-1", null, Now, Now.AddDays(7));
        UserRules.AddSession(leaving, new("add", session), Now).Events.ShouldHaveSingleItem().ShouldBeOfType<SessionEndRequested>();
    }

    private static UserState Apply(UserState user, params UserEvent[] events) => events.Aggregate(
        user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, Now, null, happened)));
}

using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Grains.Tests.Accounts;

public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SessionState Open = Recorded(new SessionState("session-1"), new SessionOpened("user-1", null));

    [Fact]
    public void A_live_session_is_not_over() => SessionRules.EndReason(Open, Now).ShouldBeNull();

    [Theory]
    [InlineData(Sessions.Logout), InlineData(Sessions.Revoked), InlineData(Sessions.PasswordChanged)]
    public void A_session_that_was_ended_says_why(string reason) => SessionRules.EndReason(Recorded(Open, new SessionClosed(reason)), Now).ShouldBe(reason);

    [Fact]
    public void A_session_that_lasted_as_long_as_it_may_has_expired() => SessionRules.EndReason(Open, Now + Sessions.Lifetime).ShouldBe(Sessions.Expired);

    [Fact]
    public void A_session_nobody_knows_has_expired() => SessionRules.EndReason(new SessionState("session-1"), Now).ShouldBe(Sessions.Expired);

    private static SessionState Recorded(SessionState session, SessionEvent happened) => SessionState.Apply(session, new EventEnvelope<SessionEvent>(0, 1, Now, null, happened));
}

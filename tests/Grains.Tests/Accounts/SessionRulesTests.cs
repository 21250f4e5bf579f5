using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;

namespace XelaConnect.Grains.Tests.Accounts;

public sealed class SessionRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SessionState Open = Recorded(new SessionState("session-1"), new SessionOpened("user-1", null));

    [Fact]
    public void Live_session_has_no_end_reason() => SessionRules.EndReason(Open, Now).ShouldBeNull();

    [Theory]
    [InlineData(Sessions.Logout), InlineData(Sessions.Revoked), InlineData(Sessions.PasswordChanged)]
    public void Ended_session_has_its_reason(string reason) => SessionRules.EndReason(Recorded(Open, new SessionClosed(reason)), Now)
        .ShouldBe(reason);

    [Fact]
    public void Session_past_its_lifetime_is_expired() => SessionRules.EndReason(Open, Now + Sessions.Lifetime).ShouldBe(Sessions.Expired);

    [Fact]
    public void Unknown_session_is_expired() => SessionRules.EndReason(new SessionState("session-1"), Now).ShouldBe(Sessions.Expired);

    private static SessionState Recorded(SessionState session, SessionEvent happened) =>
        SessionState.Apply(session, new EventEnvelope<SessionEvent>(0, 1, Now, null, happened));
}

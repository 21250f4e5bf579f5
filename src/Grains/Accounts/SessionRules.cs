using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Accounts;

/// <summary>Decisions about one session.</summary>
internal static class SessionRules
{
    public static Decision<SessionEvent> Open(SessionState session, OpenSession command, DateTimeOffset now)
    {
        if (session.View is not null) return Decision.Nothing;
        var opened = new SessionView(session.Id, command.UserId, command.Device, now, now + Sessions.Lifetime);
        return Decision<SessionEvent>.Record(new SessionOpened(command.UserId, command.Device))
            .AndSend(UserMessages.AddSession.To(command.UserId, new AddSession($"{command.OperationId}/session", opened)));
    }

    public static Decision<SessionEvent> End(SessionState session, EndSession command, DateTimeOffset now) =>
        session.View is null || session.View.UserId != command.UserId ? AccountFaults.UnknownSession
        : session.Ended ? Decision.Nothing
        : Decision<SessionEvent>.Record(new SessionClosed(command.Reason))
            .AndSend(UserMessages.RemoveSession.To(command.UserId, Forget(session.Id, command)));

    /// <summary>Why the session is over; null while it is live. One that expired lets go of its journal, so an unknown one has expired too.</summary>
    public static string? EndReason(SessionState session, DateTimeOffset now) =>
        session.EndedFor ?? (session.View is { } view && now < view.ExpiresAt ? null : Sessions.Expired);

    public static RemoveSession Forget(string sessionId, EndSession command) => new($"{command.OperationId}/forget/{sessionId}", sessionId, command.Reason);
}

namespace XelaConnect.Grains.Accounts;

internal static class SessionRules
{
    public static Decision<SessionEvent> Open(SessionState session, OpenSession command, DateTimeOffset now)
    {
        if (session.View is not null) return Decision.Nothing;
        var opened = new SessionView(session.Id, command.UserId, command.Device, now, now + Sessions.Lifetime);
        var added = new AddSession($"{command.OperationId}/session", opened);
        return Decision<SessionEvent>.Record(new SessionOpened(command.UserId, command.Device))
            .AndSend(UserMessages.AddSession.To(command.UserId, added));
    }

    public static Decision<SessionEvent> End(SessionState session, EndSession command, DateTimeOffset now) =>
        session.View is null || session.View.UserId != command.UserId ? AccountFaults.UnknownSession
        : session.Ended ? Decision.Nothing
        : Decision<SessionEvent>.Record(new SessionClosed(command.Reason))
            .AndSend(UserMessages.RemoveSession.To(command.UserId, RemovalOf(session.Id, command)));

    /// <summary>Null while the session is live. Expired rows are deleted, so an unknown session is expired.</summary>
    public static string? EndReason(SessionState session, DateTimeOffset now) =>
        session.EndReason ?? (session.View is { } view && now < view.ExpiresAt ? null : Sessions.Expired);

    public static RemoveSession RemovalOf(string sessionId, EndSession command) =>
        new($"{command.OperationId}/forget/{sessionId}", sessionId, command.Reason);
}

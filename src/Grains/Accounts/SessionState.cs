namespace XelaConnect.Grains.Accounts;

/// <summary>State of a session.</summary>
internal sealed record SessionState(string Id)
{
    /// <summary>Null until the session is opened.</summary>
    public SessionView? View { get; init; }
    /// <summary>Why the session was ended; null before.</summary>
    public string? EndReason { get; init; }
    public bool Ended => EndReason is not null;

    public static SessionState Apply(SessionState session, EventEnvelope<SessionEvent> recorded) => recorded.Event switch
    {
        SessionOpened e =>
            session with { View = new SessionView(session.Id, e.UserId, e.Device, recorded.At, recorded.At + Sessions.Lifetime) },
        SessionClosed e => session with { EndReason = e.Reason },
        _ => throw new InvalidDataException($"A session does not know the event {recorded.Event.GetType().Name}."),
    };
}

using XelaConnect.Accounts;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Accounts;

/// <summary>One session.</summary>
internal sealed record SessionState(string Id)
{
    /// <summary>Null until it is opened.</summary>
    public SessionView? View { get; init; }
    /// <summary>Why it was ended; null while it was not.</summary>
    public string? EndedFor { get; init; }
    public bool Ended => EndedFor is not null;

    public static SessionState Apply(SessionState session, EventEnvelope<SessionEvent> recorded) => recorded.Event switch
    {
        SessionOpened e => session with { View = new SessionView(session.Id, e.UserId, e.Device, recorded.At, recorded.At + Sessions.Lifetime) },
        SessionClosed e => session with { EndedFor = e.Reason },
        _ => throw new InvalidDataException($"A session does not know the event {recorded.Event.GetType().Name}."),
    };
}

namespace XelaConnect.Grains.Accounts;

internal sealed record SessionState(string Id)
{
    public SessionView? View { get; init; }
    public string? EndReason { get; init; }
    public bool Ended => EndReason is not null;

    public static SessionState Apply(SessionState session, EventEnvelope<SessionEvent> stored) => stored.Event switch
    {
        SessionOpened e => session with
        {
            View = new SessionView(session.Id, e.UserId, e.Device, stored.At, stored.At + Sessions.Lifetime),
        },
        SessionClosed e => session with { EndReason = e.Reason },
        _ => throw new InvalidDataException($"A session does not know the event {stored.Event.GetType().Name}."),
    };
}

[JsonDerivedType(typeof(SessionOpened), "accounts.session-opened.v1")]
[JsonDerivedType(typeof(SessionClosed), "accounts.session-closed.v1")]
internal abstract record SessionEvent;

internal sealed record SessionOpened(string UserId, string? Device) : SessionEvent;
internal sealed record SessionClosed(string Reason) : SessionEvent;

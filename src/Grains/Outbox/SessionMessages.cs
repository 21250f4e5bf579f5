namespace XelaConnect.Grains.Outbox;

internal static class SessionMessages
{
    public static readonly OutboxMessageType<EndSession> End = new(
        "accounts.end-session.v1", OutboxJson.Default.EndSession,
        static (grains, sessionId, command) => grains.Session(sessionId).EndAsync(command));
}

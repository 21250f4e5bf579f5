namespace XelaConnect.ApiHost.Live;

/// <summary>Disconnects devices whose session has ended without a notification.</summary>
internal sealed partial class SessionMonitor(IClusterClient cluster, ILogger log)
{
    public async Task CheckAsync(LiveConnection connection)
    {
        try
        {
            if (await cluster.Session(connection.SessionId).EndReasonAsync() is { } reason)
                connection.User.EndSession(connection.SessionId, reason);
        }
        catch (Exception e)
        {
            LogNotChecked(log, e);
        }
    }

    [LoggerMessage(5202, LogLevel.Warning, "Check of a connected session failed; the next round repeats it")]
    private static partial void LogNotChecked(ILogger log, Exception e);
}

namespace XelaConnect.Grains.Notifications;

/// <summary>A notification may be lost: devices synchronize from the journals when they reconnect.</summary>
internal static partial class DeviceNotifier
{
    /// <summary>No caller waits for it.</summary>
    public static void Notify(IGrainFactory grains, string userId, ImmutableArray<PersonalEvent> events, ILogger log) =>
        _ = NotifyAsync(grains, userId, events, log);

    private static async Task NotifyAsync(
        IGrainFactory grains, string userId, ImmutableArray<PersonalEvent> events, ILogger log)
    {
        try { await grains.Presence(userId).PublishAsync(events); }
        catch (Exception e) { LogNotNotified(log, e); }
    }

    [LoggerMessage(
        1302, LogLevel.Warning, "Notifying the devices of a person failed; they catch up when they synchronize")]
    private static partial void LogNotNotified(ILogger log, Exception e);
}

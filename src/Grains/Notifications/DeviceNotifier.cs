using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using XelaConnect.Notifications;

namespace XelaConnect.Grains.Notifications;

/// <summary>
/// News for one person's devices. It may be lost: the truth is in the journals, and devices that come back ask for what
/// they missed.
/// </summary>
internal static partial class DeviceNotifier
{
    /// <summary>Tells them, if there are any; nobody waits for it.</summary>
    public static void Notify(IGrainFactory grains, string userId, ImmutableArray<PersonalEvent> news, ILogger log) => _ = NotifyAsync(grains, userId, news, log);

    private static async Task NotifyAsync(IGrainFactory grains, string userId, ImmutableArray<PersonalEvent> news, ILogger log)
    {
        try { await grains.Presence(userId).PublishAsync(news); }
        catch (Exception e) { LogNotNotified(log, e); }
    }

    [LoggerMessage(1302, LogLevel.Warning, "A person's devices were not told of something; they find it when they next ask what they missed.")]
    private static partial void LogNotNotified(ILogger log, Exception e);
}

using System.Diagnostics;
using Orleans.Streams;

namespace XelaConnect.Grains.Notifications;

/// <summary>
/// Publishes the notifications of one grain on its stream, in order and one at a time; those that come meanwhile are
/// merged into the next. A lost notification is found by its seq, so a failure is logged and no command waits. A lost
/// last one leaves no gap: <c>confirm</c> is published some seconds after it, and again while that fails. Runs on the
/// grain's scheduler.
/// </summary>
internal sealed partial class NotificationPublisher<T>(
    Func<IAsyncStream<T>> open, Func<T, T, T> merge, ILogger log, Func<T>? confirm = null, TimeProvider? time = null)
    where T : class
{
    /// <summary>From the last notification to its confirmation.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>Silos came or went during a longer outage, and hosts compare after it.</summary>
    private const int MaxFailures = 20;
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private Coalescer? publishing;
    private IAsyncStream<T>? stream;
    private T? waiting;
    private Activity? cause;
    private Task confirming = Task.CompletedTask;
    private bool isUnconfirmed;
    private long last;

    private Coalescer Publishing => publishing ??= new Coalescer(PublishWaitingAsync);

    public void Publish(T notification)
    {
        waiting = waiting is null ? notification : merge(waiting, notification);
        cause = NotificationTraces.Cause;
        last = time.GetTimestamp();
        _ = Publishing.RunAsync();
        if (confirm is not null && confirming.IsCompleted) confirming = ConfirmAsync();
    }

    private async Task ConfirmAsync()
    {
        for (var failures = 0; failures < MaxFailures; failures++)
        {
            for (var left = Quiet; left > TimeSpan.Zero; left = Quiet - time.GetElapsedTime(last))
                await Task.Delay(left, time);
            isUnconfirmed = true;
            await Publishing.RunAsync();
            if (!isUnconfirmed) return;
            last = time.GetTimestamp();
        }
    }

    private async Task PublishWaitingAsync()
    {
        var isConfirmation = waiting is null && isUnconfirmed;
        if ((isConfirmation ? confirm?.Invoke() : waiting) is not { } notification) return;
        using var span = NotificationTraces.Publish(cause);
        (waiting, cause) = (null, null);
        try
        {
            await (stream ??= open()).OnNextAsync(notification);
            isUnconfirmed &= !isConfirmation;
        }
        catch (Exception e) { LogNotPublished(log, e, typeof(T).Name); }
    }

    [LoggerMessage(1301, LogLevel.Warning, "Publishing {Notification} failed; watchers fill the gap by its seq")]
    private static partial void LogNotPublished(ILogger log, Exception e, string notification);
}

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

/// <summary>Spans under the source <c>XelaConnect.Streams</c>. Without a listener there are none.</summary>
internal static class NotificationTraces
{
    private static readonly ActivitySource Source = new("XelaConnect.Streams");

    public static Activity? Cause => Source.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    public static Activity? Publish(Activity? cause) =>
        cause is null ? null : Source.StartActivity("stream publish", ActivityKind.Producer, cause.Context);
}

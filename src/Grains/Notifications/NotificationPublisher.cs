using System.Diagnostics;
using Orleans.Streams;

namespace XelaConnect.Grains.Notifications;

/// <summary>
/// Publishes the notifications of one grain on its stream, in order and one at a time; those that come meanwhile are
/// merged into the next. A lost notification is found by its seq, so a failure is logged and no command waits. Runs on
/// the grain's scheduler.
/// </summary>
/// <typeparam name="T">The notification.</typeparam>
internal sealed partial class NotificationPublisher<T> where T : class
{
    private readonly Func<IAsyncStream<T>> open;
    private readonly Func<T, T, T> merge;
    private readonly ILogger log;
    private readonly Coalescer publishing;
    private IAsyncStream<T>? stream;
    private T? waiting;
    private Activity? cause;

    public NotificationPublisher(Func<IAsyncStream<T>> open, Func<T, T, T> merge, ILogger log)
    {
        (this.open, this.merge, this.log) = (open, merge, log);
        publishing = new Coalescer(PublishWaitingAsync);
    }

    public void Publish(T notification)
    {
        waiting = waiting is null ? notification : merge(waiting, notification);
        cause = NotificationTraces.Cause;
        _ = publishing.RunAsync();
    }

    private async Task PublishWaitingAsync()
    {
        if (waiting is not { } notification) return;
        using var span = NotificationTraces.Publish(cause);
        (waiting, cause) = (null, null);
        try { await (stream ??= open()).OnNextAsync(notification); }
        catch (Exception e) { LogNotPublished(log, e, typeof(T).Name); }
    }

    [LoggerMessage(1301, LogLevel.Warning, "Publishing {Notification} failed; watchers fill the gap by its seq")]
    private static partial void LogNotPublished(ILogger log, Exception e, string notification);
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace XelaConnect.Grains.Notifications;

/// <summary>
/// Publishes one grain's news in order, one message under way at a time; what happens meanwhile is merged into the next. News may be lost — the truth is
/// in the journal, and whoever sees a hole or asks for the seq reads it there — so a failure is logged and no command waits for it.
/// Runs on the grain's scheduler.
/// </summary>
/// <typeparam name="T">The news.</typeparam>
internal sealed partial class NotificationPublisher<T>(Func<IAsyncStream<T>> open, Func<T, T, T> merge, ILogger log) where T : class
{
    private IAsyncStream<T>? stream;
    private T? waiting;
    private Activity? cause;
    private bool publishing;

    public void Publish(T news)
    {
        waiting = waiting is null ? news : merge(waiting, news);
        cause = NotificationTraces.Cause;
        if (!publishing) _ = RunAsync();
    }

    private async Task RunAsync()
    {
        publishing = true;
        try
        {
            while (waiting is { } next)
            {
                using var span = NotificationTraces.Publish(cause);
                (waiting, cause) = (null, null);
                try { await (stream ??= open()).OnNextAsync(next); }
                catch (Exception e) { LogNotPublished(log, e, typeof(T).Name); }
            }
        }
        finally
        {
            publishing = false;
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "{News} was not published; watchers find it by seq.")]
    private static partial void LogNotPublished(ILogger log, Exception e, string news);
}

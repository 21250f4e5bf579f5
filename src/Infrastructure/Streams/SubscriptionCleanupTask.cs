namespace XelaConnect.Infrastructure.Streams;

internal sealed partial class SubscriptionCleanupTask(IGrainFactory grains, TimeProvider time, ILogger<SubscriptionCleanupTask> log)
    : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task RunOnceAsync(CancellationToken stopping)
    {
        while (await grains.GetGrain<ISubscriptionCleanupGrain>("sweep").RunAsync().WaitAsync(stopping))
            stopping.ThrowIfCancellationRequested();
    }

    protected override void LogFailed(Exception e) => LogCleanupFailed(e);

    [LoggerMessage(4313, LogLevel.Warning, "Cleanup of stream subscriptions failed; the next run retries")]
    private partial void LogCleanupFailed(Exception e);
}

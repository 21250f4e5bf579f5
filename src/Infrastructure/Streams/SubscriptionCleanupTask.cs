using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>Every silo asks the one subscription sweep, every few seconds while it is active, to look at the next streams.</summary>
internal sealed partial class SubscriptionCleanupTask(IGrainFactory grains, TimeProvider time, ILogger<SubscriptionCleanupTask> log) : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task RunOnceAsync(CancellationToken stopping)
    {
        while (await grains.GetGrain<ISubscriptionCleanupGrain>("sweep").RunAsync().WaitAsync(stopping)) stopping.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    protected override void LogFailed(Exception e) => LogSweepFailed(e);

    [LoggerMessage(4313, LogLevel.Warning, "Subscriptions of hosts that are gone were not looked for; the next round does.")]
    private partial void LogSweepFailed(Exception e);
}

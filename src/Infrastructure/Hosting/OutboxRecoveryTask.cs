using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Every silo asks the one sweep grain, every few seconds while it is active, to wake whoever owes or is due.</summary>
internal sealed partial class OutboxRecoveryTask(IGrainFactory grains, TimeProvider time, ILogger<OutboxRecoveryTask> log) : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken stopping) => grains.GetGrain<IOutboxRecoveryGrain>("sweep").RunAsync().WaitAsync(stopping);

    /// <inheritdoc/>
    protected override void LogFailed(Exception e) => LogSweepFailed(e);

    [LoggerMessage(4001, LogLevel.Warning, "A sweep did not go through; the next one tries again.")]
    private partial void LogSweepFailed(Exception e);
}

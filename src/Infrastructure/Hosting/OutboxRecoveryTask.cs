namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Runs outbox recovery every few seconds while the silo is active.</summary>
internal sealed partial class OutboxRecoveryTask(IGrainFactory grains, TimeProvider time, ILogger<OutboxRecoveryTask> log)
    : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    /// <inheritdoc/>
    protected override Task RunOnceAsync(CancellationToken stopping) =>
        grains.GetGrain<IOutboxRecoveryGrain>("sweep").RunAsync().WaitAsync(stopping);

    /// <inheritdoc/>
    protected override void LogFailed(Exception e) => LogRecoveryFailed(e);

    [LoggerMessage(4001, LogLevel.Warning, "Outbox recovery failed; overdue messages wait for the next run")]
    private partial void LogRecoveryFailed(Exception e);
}

namespace XelaConnect.Infrastructure.Hosting;

internal sealed partial class OutboxRecoveryTask(IGrainFactory grains, TimeProvider time, ILogger<OutboxRecoveryTask> log)
    : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    protected override Task RunOnceAsync(CancellationToken stopping) =>
        grains.GetGrain<IOutboxRecoveryGrain>("sweep").RunAsync().WaitAsync(stopping);

    protected override void LogFailed(Exception e) => LogRecoveryFailed(e);

    [LoggerMessage(4001, LogLevel.Warning, "Outbox recovery failed; overdue messages wait for the next run")]
    private partial void LogRecoveryFailed(Exception e);
}

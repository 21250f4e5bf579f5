namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Work that a silo repeats while it is active. A stop waits for the current run.</summary>
internal abstract class PeriodicSiloTask(
    TimeSpan interval, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(GetType().Name, ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void Dispose() => stopping.Dispose();
    protected abstract Task RunOnceAsync(CancellationToken stopping);
    protected abstract void LogFailed(Exception e);

    private Task StartAsync(CancellationToken cancellation)
    {
        running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await running;
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try { await RunOnceAsync(stopping.Token); }
                catch (Exception e) when (!stopping.IsCancellationRequested) { LogFailed(e); }
            }
        }
        catch (OperationCanceledException) { /* the silo is stopping */ }
    }
}

internal sealed partial class OutboxRecoveryTask(
    SiloSettings settings, IGrainFactory grains, TimeProvider time, ILogger<OutboxRecoveryTask> log)
    : PeriodicSiloTask(Interval, time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    // In a cluster the shards are spread over the silos; a single process needs no more than one grain.
    private readonly string[] keys = settings.Postgres is null
        ? ["sweep"]
        : [.. Enumerable.Range(0, OutboxShards.Count).Select(static shard => $"sweep/{shard}")];

    protected override Task RunOnceAsync(CancellationToken stopping) =>
        Task.WhenAll(keys.Select(key => grains.GetGrain<IOutboxRecoveryGrain>(key).RunAsync())).WaitAsync(stopping);

    protected override void LogFailed(Exception e) => LogRecoveryFailed(e);

    [LoggerMessage(4001, LogLevel.Warning, "Outbox recovery failed; overdue messages wait for the next run")]
    private partial void LogRecoveryFailed(Exception e);
}

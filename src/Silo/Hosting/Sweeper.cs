namespace XelaConnect.Silo.Hosting;

/// <summary>Every silo asks the one sweep grain, every few seconds while it is active, to wake whoever owes or is due.</summary>
internal sealed partial class Sweeper(IGrainFactory grains, TimeProvider time, ILogger<Sweeper> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(Sweeper), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

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
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                try { await grains.GetGrain<ISweepGrain>("sweep").RunAsync().WaitAsync(stopping.Token); }
                catch (Exception e) when (!stopping.IsCancellationRequested) { LogSweepFailed(e); }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "A sweep did not go through; the next one tries again.")]
    private partial void LogSweepFailed(Exception e);
}

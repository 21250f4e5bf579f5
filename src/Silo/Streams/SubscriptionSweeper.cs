namespace XelaConnect.Silo.Streams;

/// <summary>Every silo asks the one subscription sweep, every few seconds while it is active, to look at the next streams.</summary>
internal sealed partial class SubscriptionSweeper(IGrainFactory grains, TimeProvider time, ILogger<SubscriptionSweeper> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(SubscriptionSweeper), ServiceLifecycleStage.Active, StartAsync, StopAsync);

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
                try
                {
                    while (await grains.GetGrain<ISubscriptionSweepGrain>("sweep").RunAsync().WaitAsync(stopping.Token)) stopping.Token.ThrowIfCancellationRequested();
                }
                catch (Exception e) when (!stopping.IsCancellationRequested) { LogFailed(e); }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    [LoggerMessage(4313, LogLevel.Warning, "Subscriptions of hosts that are gone were not looked for; the next round does.")]
    private partial void LogFailed(Exception e);
}

using Microsoft.Extensions.Hosting;

namespace XelaConnect.Silo.Hosting;

/// <summary>Every silo asks the one sweep grain, every few seconds, to wake whoever owes or is due.</summary>
internal sealed partial class Sweeper(IGrainFactory grains, TimeProvider time, ILogger<Sweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await grains.GetGrain<ISweepGrain>("sweep").RunAsync(); }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested) { LogSweepFailed(log, e); }
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is stopping.
        }
    }

    [LoggerMessage(4001, LogLevel.Warning, "A sweep did not go through; the next one tries again.")]
    private static partial void LogSweepFailed(ILogger log, Exception e);
}

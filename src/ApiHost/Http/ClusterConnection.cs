namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Knows whether any silo is connected. Without one every call waits for its timeout, so requests are refused at once.
/// Only calls connect again, so a probe goes on until one is answered.
/// </summary>
internal sealed partial class ClusterConnection(
    IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ClusterConnection> log)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(1);
    private volatile bool isLost;
    private int probing;

    /// <summary>Whether every silo is gone. Never in an embedded host.</summary>
    public bool IsLost => isLost;

    /// <summary>Sets how many gateways of silos are connected.</summary>
    public void SetGateways(int connected)
    {
        isLost = connected == 0;
        StartProbe();
    }

    private void StartProbe()
    {
        var isStopping = lifetime.ApplicationStopping.IsCancellationRequested;
        if (isLost && !isStopping && Interlocked.Exchange(ref probing, 1) == 0) _ = ProbeAsync();
    }

    private async Task ProbeAsync()
    {
        LogLost();
        while (isLost && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                var answer = grains.Session(GrainHealthCheck.ProbeSessionKey).CheckAsync().AsTask();
                await answer.WaitAsync(ProbeInterval, time);
                // Counts of two threads may come in the wrong order; an answer is certain.
                isLost = false;
            }
            catch (Exception) { await Task.Delay(ProbeInterval, time); }
        }
        if (!isLost) LogConnected();
        Interlocked.Exchange(ref probing, 0);
        // It may have been lost again before the last line.
        StartProbe();
    }

    [LoggerMessage(5401, LogLevel.Warning, "No silo is connected any more; requests get 503 until one is")]
    private partial void LogLost();

    [LoggerMessage(5402, LogLevel.Information, "A silo is connected again; requests are served")]
    private partial void LogConnected();
}

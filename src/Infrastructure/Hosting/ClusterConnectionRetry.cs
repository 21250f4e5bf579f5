namespace XelaConnect.Infrastructure.Hosting;

internal sealed partial class ClusterConnectionRetry(TimeProvider time, ILogger<ClusterConnectionRetry> log)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Attempts for each line in the log.</summary>
    private const int AttemptsPerLine = 15;

    private int attempts;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (attempts++ % AttemptsPerLine == 0) LogRetrying(exception.GetBaseException().Message);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(4501, LogLevel.Warning, "No silo is reachable; requests get 503 until one is. {Reason}")]
    private partial void LogRetrying(string reason);
}

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Reports that this host is alive, and within a minute all its users. A host that is unknown to the silos reports all
/// users at once.
/// </summary>
internal sealed partial class HostHeartbeat(IClusterClient cluster, LiveAdmission admission, ILogger log)
{
    /// <summary>The maximum number of concurrent grain calls of a round.</summary>
    public const int MaxConcurrency = 16;
    /// <summary>All users are reported within this number of rounds, a part of them in each.</summary>
    private const int RoundsPerReport = 20;

    private string? subscriber;

    public bool HasSubscriber => subscriber is not null;

    public async Task SendAsync(UserWatch[] users, int round, CancellationToken stopping)
    {
        try
        {
            subscriber ??= users is [var first, ..] ? await first.SubscriberAsync() : null;
            if (subscriber is not null) await cluster.PresenceHost(subscriber).HeartbeatAsync();
            var isKnown = await cluster.PresenceHost(admission.HostId).HeartbeatAsync();
            var reported = isKnown ? users.Where(user => IsDue(user, round)) : users;
            var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stopping };
            await Parallel.ForEachAsync(reported, options, async (user, _) => await ReportAsync(user));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { /* The host is stopping. */ }
        catch (Exception e) { LogNotSent(log, e); }
    }

    private static bool IsDue(UserWatch user, int round) =>
        (uint)user.UserId.GetHashCode(StringComparison.Ordinal) % RoundsPerReport == round % RoundsPerReport;

    private async Task ReportAsync(UserWatch user)
    {
        try { await user.ReportAsync(); }
        catch (Exception e) { LogNotSent(log, e); }
    }

    [LoggerMessage(5204, LogLevel.Warning, "Heartbeat of this host failed; the next round repeats it")]
    private static partial void LogNotSent(ILogger log, Exception e);
}

namespace XelaConnect.ApiHost.Live;

/// <summary>A user of this host, whom it reports to the user's presence grain.</summary>
internal interface IReportedUser
{
    DateTimeOffset LastReport { get; }
    Task ReportAsync();
}

/// <summary>
/// Reports on its own timer that this host is alive, which nothing slow may delay, and each user at intervals. A host
/// that is unknown to the silos reports all users at once.
/// </summary>
internal sealed partial class HostHeartbeat(IGrainFactory grains, string hostId, TimeProvider time, ILogger log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>The maximum number of users that are reported at the same time.</summary>
    private const int MaxConcurrency = 64;

    /// <summary>A report counts for 150 s (<c>OpenConnections.HostLease</c>).</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(45);

    // A call to a silo that is dying takes as long as its death; the next one goes to another.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private string? subscriber;
    private DateTimeOffset unknownSince;

    /// <param name="users">The users of this host at any time.</param>
    /// <param name="subscriberAsync">The name of this host as a stream subscriber; null while it has none.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(
        Func<IReadOnlyCollection<IReportedUser>> users, Func<Task<string?>> subscriberAsync, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (beating, reporting) = (Task.CompletedTask, Task.CompletedTask);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var current = users();
                if (subscriber is null && current.Count == 0) continue;
                if (beating.IsCompleted) beating = BeatAsync(subscriberAsync);
                if (reporting.IsCompleted) reporting = ReportAsync(current.Where(IsDue), stopping);
            }
        }
        catch (OperationCanceledException) { /* The host is stopping. */ }
    }

    private bool IsDue(IReportedUser user) =>
        user.LastReport < unknownSince || time.GetUtcNow() - user.LastReport >= ReportInterval;

    private async Task BeatAsync(Func<Task<string?>> subscriberAsync)
    {
        try
        {
            subscriber ??= await subscriberAsync();
            var asSubscriber = subscriber is null ? Task.CompletedTask : grains.PresenceHost(subscriber).HeartbeatAsync();
            var isKnown = grains.PresenceHost(hostId).HeartbeatAsync();
            await Task.WhenAll(asSubscriber, isKnown).WaitAsync(CallTimeout, time);
            if (!await isKnown) unknownSince = time.GetUtcNow();
        }
        catch (Exception e) { LogNotSent(log, e); }
    }

    private async Task ReportAsync(IEnumerable<IReportedUser> due, CancellationToken stopping)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stopping };
        try { await Parallel.ForEachAsync(due, options, async (user, _) => await ReportAsync(user)); }
        catch (OperationCanceledException) { /* The host is stopping. */ }
    }

    private async Task ReportAsync(IReportedUser user)
    {
        try { await user.ReportAsync(); }
        catch (Exception e) { LogNotSent(log, e); }
    }

    [LoggerMessage(5204, LogLevel.Warning, "Heartbeat of this host failed; the next round repeats it")]
    private static partial void LogNotSent(ILogger log, Exception e);
}

namespace XelaConnect.ApiHost.Live;

/// <summary>A user of this host, as it reports the user to the silos.</summary>
internal interface IReportingUser
{
    string UserId { get; }
    ReportedUser Report { get; }
    /// <summary>Compares with the user's presence grain.</summary>
    Task CompareAsync();
    /// <summary>The silos confirm that nothing was missing at this time.</summary>
    void Confirm(DateTimeOffset asOf);
}

/// <summary>
/// Reports on its own timer that this host is alive, which nothing slow may delay, and at intervals all its users, in
/// one call for each <see cref="IPresenceShardGrain"/>. Only users of whom the shard is not sure cost a call of their own.
/// Beside a report it compares what else this host may have missed.
/// </summary>
internal sealed partial class HostHeartbeat(
    IGrainFactory grains, string hostId, TimeProvider time, TimeProvider clock, Action onOutage, ILogger log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>Longer than the presence grain of an idle user is active, or a comparison would keep it so.</summary>
    public static readonly TimeSpan ReportInterval = TimeSpan.FromMinutes(5);

    /// <summary>A silo may still be about to fail in the first.</summary>
    public const int RoundsAfterOutage = 2;

    /// <summary>The name as a subscriber counts for two minutes.</summary>
    private const int BeatsPerSubscriberBeat = 10;

    /// <summary>The maximum number of users that are compared at the same time.</summary>
    private const int MaxConcurrency = 64;

    // A call to a silo that is dying takes as long as its death; the next one goes to another.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private string? subscriber;
    private int beats;
    private int extraReports;

    /// <summary>Reports in each of the next rounds, because notifications may be lost.</summary>
    public void ReportAgain(int rounds = 1) => extraReports = Math.Max(extraReports, rounds);

    /// <param name="users">The users of this host at any time.</param>
    /// <param name="subscriberAsync">The name of this host as a stream subscriber; null while it has none.</param>
    /// <param name="compareAsync">Compares the circles; reports its own failures.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task RunAsync(
        Func<IReadOnlyCollection<IReportingUser>> users, Func<Task<string?>> subscriberAsync, Func<Task> compareAsync,
        CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var (beating, reporting) = (Task.CompletedTask, Task.CompletedTask);
        var (lastTick, lastReport) = (time.GetTimestamp(), time.GetTimestamp());
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                // Deliveries to a host that paused have failed.
                if (time.GetElapsedTime(lastTick) > 2 * Interval) MayHaveMissed();
                lastTick = time.GetTimestamp();
                var current = users();
                if (subscriber is null && current.Count == 0) continue;
                if (beating.IsCompleted) beating = BeatAsync(subscriberAsync);
                if (!reporting.IsCompleted || (extraReports == 0 && time.GetElapsedTime(lastReport) < ReportInterval)) continue;
                extraReports = Math.Max(0, extraReports - 1);
                lastReport = lastTick;
                reporting = Task.WhenAll(ReportAsync(current, stopping), compareAsync());
            }
        }
        catch (OperationCanceledException) { /* The host is stopping. */ }
    }

    private async Task BeatAsync(Func<Task<string?>> subscriberAsync)
    {
        try
        {
            subscriber ??= await subscriberAsync();
            var asSubscriber = subscriber is null || beats++ % BeatsPerSubscriberBeat > 0
                ? Task.CompletedTask : grains.PresenceHost(subscriber).HeartbeatAsync();
            var isKnown = grains.PresenceHost(hostId).RenewAsync();
            await Task.WhenAll(asSubscriber, isKnown).WaitAsync(CallTimeout, time);
            if (!await isKnown) ReportAgain();
        }
        catch (Exception e)
        {
            // Where a heartbeat does not arrive, notifications may not either.
            MayHaveMissed();
            LogNotSent(log, e);
        }
    }

    private void MayHaveMissed()
    {
        ReportAgain(RoundsAfterOutage);
        onOutage();
    }

    private async Task ReportAsync(IReadOnlyCollection<IReportingUser> users, CancellationToken stopping)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = stopping };
        try
        {
            var unequal = await Task.WhenAll(
                users.GroupBy(static user => PresenceShards.KeyOf(user.UserId)).Select(shard => ReportAsync(shard.Key, [.. shard])));
            await Parallel.ForEachAsync(unequal.SelectMany(static some => some), options, async (user, _) => await CompareAsync(user));
        }
        catch (OperationCanceledException) { /* The host is stopping. */ }
    }

    /// <summary>Returns the users that must be compared.</summary>
    private async Task<IReportingUser[]> ReportAsync(string shard, IReportingUser[] users)
    {
        try
        {
            var asOf = clock.GetUtcNow();
            var unequal = (await grains.PresenceShard(shard).ReportAsync(hostId, [.. users.Select(static user => user.Report)]))
                .ToHashSet(StringComparer.Ordinal);
            foreach (var user in users)
                if (!unequal.Contains(user.UserId)) user.Confirm(asOf);
            return Array.FindAll(users, user => unequal.Contains(user.UserId));
        }
        catch (Exception e)
        {
            LogNotSent(log, e);
            ReportAgain();
            return [];
        }
    }

    private async Task CompareAsync(IReportingUser user)
    {
        try { await user.CompareAsync(); }
        catch (Exception e)
        {
            LogNotSent(log, e);
            ReportAgain();
        }
    }

    [LoggerMessage(5204, LogLevel.Warning, "Heartbeat of this host failed; the next round repeats it")]
    private static partial void LogNotSent(ILogger log, Exception e);
}

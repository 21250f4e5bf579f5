namespace XelaConnect.Grains.Circles;

/// <summary>
/// The silo's copy of the directory, one for all workers. It takes from each shard what changed after the seq that it
/// has, at most once a second. A shard that does not respond delays readers half a second; its part is older then.
/// </summary>
internal sealed partial class CircleListing
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(500);
    private const int PageSize = 1000;

    private readonly IGrainFactory grains;
    private readonly TimeProvider time;
    private readonly ILogger<CircleListing> log;
    private readonly Coalescer refresh;
    private readonly long?[] seqs = new long?[CircleDirectoryShards.Count];
    private ListedCircles circles = ListedCircles.Empty;
    private volatile Copy? copy;

    public CircleListing(
        IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<CircleListing> log)
    {
        (this.grains, this.time, this.log) = (grains, time, log);
        refresh = new Coalescer(RefreshAsync);
    }

    public async ValueTask<ListedCircles> GetAsync()
    {
        if (copy is not { } current || time.GetElapsedTime(current.At) >= MaxAge) await refresh.RunAsync();
        return copy!.Circles;
    }

    private async Task RefreshAsync()
    {
        var at = time.GetTimestamp();
        if (copy is { } current && time.GetElapsedTime(current.At, at) < MaxAge) return;
        var changes = new SortedDictionary<string, CircleSummary>(StringComparer.Ordinal);
        var read = await Task.WhenAll(CircleDirectoryShards.Keys.Select(ReadAsync));
        for (var shard = 0; shard < read.Length; shard++)
        {
            if (read[shard] is not (var changed, var seq, var isWhole)) continue;
            if (isWhole) circles = circles.WithoutShard(CircleDirectoryShards.Keys[shard]);
            foreach (var summary in changed) changes[summary.Id] = summary;
            seqs[shard] = seq;
        }
        circles = circles.With([.. changes.Values]);
        // A list begins only when it is whole.
        if (Array.Exists(seqs, static seq => seq is null))
            throw new StorageUnavailableException("A shard of the directory of circles does not respond.");
        copy = new Copy(circles, at);
    }

    /// <summary>All changes of a shard since the last refresh; null when it does not respond.</summary>
    private async Task<(List<CircleSummary> Circles, long Seq, bool IsWhole)?> ReadAsync(string key, int shard)
    {
        List<CircleSummary> circles = [];
        var (seq, isWhole) = (seqs[shard] ?? 0, false);
        try
        {
            for (var more = true; more;)
            {
                var reading = grains.CircleDirectoryShard(key).ChangesAsync(seq, PageSize);
                var page = await (seqs[shard] is null ? reading : reading.WaitAsync(MaxWait, time));
                if (page.IsWhole) (circles, isWhole) = ([], true);
                circles.AddRange(page.Circles);
                (seq, more) = (page.Seq, page.More);
            }
        }
        catch (Exception e)
        {
            LogNotRead(log, e, key);
            return null;
        }
        return (circles, seq, isWhole);
    }

    private sealed record Copy(ListedCircles Circles, long At);

    [LoggerMessage(1602, LogLevel.Warning, "Shard {Shard} of the directory of circles was not read; lists show what it held before")]
    private static partial void LogNotRead(ILogger log, Exception e, string shard);
}

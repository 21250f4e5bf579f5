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
    private ListedCircle[] circles = [];
    private volatile Copy? copy;

    public CircleListing(
        IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<CircleListing> log)
    {
        (this.grains, this.time, this.log) = (grains, time, log);
        refresh = new Coalescer(RefreshAsync);
    }

    /// <summary>Active circles. Ids sort by creation time, so the order is stable under a reader's cursor.</summary>
    public async ValueTask<ListedCircle[]> GetAsync()
    {
        if (copy is not { } current || time.GetElapsedTime(current.At) >= MaxAge) await refresh.RunAsync();
        return copy!.Circles;
    }

    private async Task RefreshAsync()
    {
        var at = time.GetTimestamp();
        if (copy is { } current && time.GetElapsedTime(current.At, at) < MaxAge) return;
        var changes = new SortedDictionary<string, ListedCircle>(StringComparer.Ordinal);
        var read = await Task.WhenAll(CircleDirectoryShards.Keys.Select(ReadAsync));
        for (var i = 0; i < read.Length; i++)
        {
            var shard = i;
            if (read[shard] is not (var changed, var seq, var isWhole)) continue;
            if (isWhole) circles = Array.FindAll(circles, circle => circle.Shard != shard);
            foreach (var summary in changed) changes[summary.Id] = new ListedCircle(summary, shard);
            seqs[shard] = seq;
        }
        if (changes.Count > 0) circles = ListedCircle.Merge(circles, changes);
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

    private sealed record Copy(ListedCircle[] Circles, long At);

    [LoggerMessage(1602, LogLevel.Warning, "Shard {Shard} of the directory of circles was not read; lists show what it held before")]
    private static partial void LogNotRead(ILogger log, Exception e, string shard);
}

internal sealed class ListedCircle(CircleSummary summary, int shard)
{
    private string? text;

    public CircleSummary Summary => summary;
    public int Shard => shard;

    /// <summary>What a search looks through.</summary>
    public string Text => text ??= TextFolding.Fold(
        $"{summary.Profile.Name}\n{summary.Profile.Description}\n{string.Join('\n', summary.Profile.Tags)}");

    /// <summary>Sorted by id; deleted circles are dropped, and an older summary than the known one is ignored.</summary>
    public static ListedCircle[] Merge(ListedCircle[] circles, SortedDictionary<string, ListedCircle> changes)
    {
        var merged = new List<ListedCircle>(circles.Length + changes.Count);
        var from = 0;
        foreach (var (id, changed) in changes)
        {
            var at = IndexOf(circles, id, from);
            merged.AddRange(circles.AsSpan(from, at - from));
            var before = at < circles.Length && circles[at].Summary.Id == id ? circles[at] : null;
            from = before is null ? at : at + 1;
            var newest = before?.Summary.Version > changed.Summary.Version ? before : changed;
            if (newest.Summary.Active) merged.Add(newest);
        }
        merged.AddRange(circles.AsSpan(from));
        return [.. merged];
    }

    /// <summary>The index of the first circle whose id is not before this one.</summary>
    public static int IndexOf(ListedCircle[] circles, string id, int from = 0)
    {
        var (low, high) = (from, circles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(circles[middle].Summary.Id, id) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

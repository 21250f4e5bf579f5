namespace XelaConnect.ApiHost.Live;

internal interface IWatch
{
    Task CloseAsync();
}

/// <summary>
/// The watches of this host by id. A watch is shared by its holders and closed when the last one releases it. The next
/// watch of the same id waits until the previous one has unsubscribed.
/// </summary>
internal sealed partial class WatchRegistry<TWatch>(Func<string, Task, TWatch> create, ILogger log) where TWatch : class, IWatch
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (TWatch Watch, Task Task)> closings = new(StringComparer.Ordinal);
    private readonly Lock sync = new();

    public TWatch[] All
    {
        get { lock (sync) return [.. entries.Values.Select(entry => entry.Watch)]; }
    }

    /// <summary>Null: nothing holds it.</summary>
    public TWatch? Find(string id)
    {
        lock (sync) return entries.TryGetValue(id, out var entry) ? entry.Watch : null;
    }

    /// <summary>Returns the watch, which stays open until it is released as often as it was held.</summary>
    public TWatch Hold(string id)
    {
        lock (sync)
        {
            if (!entries.TryGetValue(id, out var entry))
            {
                var previous = closings.TryGetValue(id, out var closing) ? closing.Task : Task.CompletedTask;
                entries.Add(id, entry = new Entry(create(id, previous)));
            }
            entry.Holders++;
            return entry.Watch;
        }
    }

    /// <summary>Releases a held watch. Returns the task that closes it, or null when others still hold it.</summary>
    public Task? Release(string id)
    {
        lock (sync)
        {
            var entry = entries[id];
            if (--entry.Holders > 0) return null;
            entries.Remove(id);
            var task = Task.Run(() => CloseAsync(id, entry.Watch));
            closings[id] = (entry.Watch, task);
            return task;
        }
    }

    private async Task CloseAsync(string id, TWatch watch)
    {
        try { await watch.CloseAsync(); }
        catch (Exception e) { LogNotClosed(log, e, id); }
        lock (sync)
            if (closings.TryGetValue(id, out var closing) && closing.Watch == watch) closings.Remove(id);
    }

    private sealed class Entry(TWatch watch)
    {
        public TWatch Watch { get; } = watch;
        public int Holders { get; set; }
    }

    [LoggerMessage(5203, LogLevel.Warning,
        "Closing of the watch of {WatchId} failed; its subscription ends with this host")]
    private static partial void LogNotClosed(ILogger log, Exception e, string watchId);
}

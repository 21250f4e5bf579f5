using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// Gives back what the loading of very many profiles leaves in memory: snapshots of megabytes and what was read from them, which the collector would keep for
/// a later load of that size, which does not come. One collection that compacts, when the last of many shards has loaded.
/// </summary>
/// <param name="time">Whose time.</param>
/// <param name="log">Says what it cost.</param>
internal sealed class LoadingLitter(TimeProvider time, ILogger<LoadingLitter> log) : IDisposable
{
    /// <summary>Fewer profiles leave nothing worth the pause.</summary>
    public const int Many = 100_000;

    /// <summary>No shard has loaded for so long: that was the last.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private ITimer? timer;
    private int loaded;

    /// <summary>How often something was given back.</summary>
    public int Collections { get; private set; }

    /// <summary>A shard has loaded.</summary>
    /// <param name="profiles">So many profiles.</param>
    public void Note(int profiles)
    {
        lock (gate)
        {
            loaded += profiles;
            if (loaded < Many) return;
            timer ??= time.CreateTimer(_ => Collect(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate) timer?.Dispose();
    }

    private void Collect()
    {
        int profiles;
        lock (gate)
        {
            (profiles, loaded) = (loaded, 0);
            Collections++;
        }
        var began = Stopwatch.GetTimestamp();
        // Everything stands still meanwhile, some 200 ms at a million profiles, right after a load of ten seconds that their first page has waited for.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        DiscoveryLog.GivenBack(log, profiles, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}

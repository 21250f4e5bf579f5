using System.Diagnostics.Metrics;
using Orleans.Placement;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>Holds messages until its agent's long poll takes them. Reentrant: messages arrive meanwhile.</summary>
[GrainType("live-queue"), Reentrant, PreferLocalPlacement, Immovable]
internal sealed partial class LiveQueueGrain(
    LiveStreamSettings settings, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<LiveQueueGrain> log) : Grain, ILiveQueueGrain
{
    /// <summary>A single message may be larger.</summary>
    private const int MaxBatch = 1 << 20;
    private static readonly Meter Meter = new("XelaConnect.Streams");
    private static readonly Counter<long> Dropped =
        Meter.CreateCounter<long>("xela.streams.dropped", "{message}", "Messages dropped from a full queue.");

    private readonly Queue<LiveMessage> waiting = new();
    private TaskCompletionSource? arrival;
    private DateTimeOffset takeRequested;
    private long holder;
    private long pendingTake;
    private long bytes;
    private bool full;

    public Task PutAsync(LiveMessage message)
    {
        while (bytes + message.Size > settings.MaxBytes && waiting.Count > 0)
        {
            Dequeue();
            Dropped.Add(1);
            if (!full) LogFull(log, this.GetPrimaryKeyString());
            full = true;
        }
        waiting.Enqueue(message);
        bytes += message.Size;
        arrival?.TrySetResult();
        return Task.CompletedTask;
    }

    public async Task<LiveMessage[]?> TakeAsync(long receiver, int max, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        // Clocks differ, so the newest receiver may be one that is gone: it counts only as long as it polls.
        if (receiver < holder && now < takeRequested + settings.LongPoll * 2) return null;
        (holder, takeRequested) = (receiver, now);
        var mine = ++pendingTake;
        arrival?.TrySetResult();
        if (waiting.Count == 0) await ArrivalAsync(cancellationToken);
        return mine == pendingTake && !cancellationToken.IsCancellationRequested ? Dequeue(max) : null;
    }

    private async Task ArrivalAsync(CancellationToken cancellationToken)
    {
        var mine = arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var wait = time.CreateTimer(_ => mine.TrySetResult(), null, settings.LongPoll, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.Register(() => mine.TrySetResult());
        // An agent of another silo does not know that this one stops, and the grain ends only when no call waits.
        using var stopped = lifetime.ApplicationStopping.Register(() => mine.TrySetResult());
        await mine.Task;
        if (arrival == mine) arrival = null;
    }

    private LiveMessage[] Dequeue(int max)
    {
        if (waiting.Count == 0) return [];
        var taken = new List<LiveMessage>(Math.Min(max, waiting.Count));
        var size = 0L;
        while (taken.Count < max && size < MaxBatch && waiting.Count > 0)
        {
            taken.Add(Dequeue());
            size += taken[^1].Size;
        }
        if (waiting.Count == 0) full = false;
        return [.. taken];
    }

    private LiveMessage Dequeue()
    {
        var oldest = waiting.Dequeue();
        bytes -= oldest.Size;
        return oldest;
    }

    [LoggerMessage(4301, LogLevel.Warning, 
        "Stream queue {Queue} is full and drops its oldest messages until it is empty once; watchers fill the gap by seq")]
    private static partial void LogFull(ILogger log, string queue);
}

using System.Collections;
using System.Diagnostics;
using XelaConnect.Bench.Http;

namespace XelaConnect.Bench.Live;

/// <summary>The posts of one run: when each was sent, and how long until each watcher saw it.</summary>
internal sealed class PostClock(int posts, int watchers, int warmUp)
{
    private readonly long[] sentAt = new long[posts + 1];
    private long outstanding = (long)posts * watchers;

    public int Posts => posts;

    public Histogram Seen { get; } = new();

    /// <summary>Done when every watcher has seen every post.</summary>
    public TaskCompletionSource AllSeen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Sending(long number) => Volatile.Write(ref sentAt[number], Stopwatch.GetTimestamp());

    public void SeenByOne(long number)
    {
        // The first posts compile the path on both sides; they count as delivered, not as latency.
        if (number > warmUp)
            Seen.Record(Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[number])).Ticks / TimeSpan.TicksPerMicrosecond);
        if (Interlocked.Decrement(ref outstanding) == 0)
            AllSeen.TrySetResult();
    }
}

/// <summary>What one watcher saw, held against what it should have: every post once, by rising seq.</summary>
internal sealed class Watcher(PostClock clock)
{
    private readonly BitArray seen = new(clock.Posts + 1);
    private long lastSeq;
    private int count;

    public int Lost => clock.Posts - count;

    public int Doubled { get; private set; }

    public int OutOfOrder { get; private set; }

    /// <summary>Called by this watcher's own receiving loop alone.</summary>
    public void OnActivity(long seq, long number)
    {
        if (number < 1 || number > clock.Posts)
            return;
        if (seen[(int)number])
        {
            Doubled++;
            return;
        }

        seen[(int)number] = true;
        count++;
        if (seq <= lastSeq)
            OutOfOrder++;
        else
            lastSeq = seq;
        clock.SeenByOne(number);
    }
}

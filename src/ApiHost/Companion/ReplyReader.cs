using System.Runtime.CompilerServices;

namespace XelaConnect.ApiHost.Companion;

/// <summary>Reads replies while they are generated. A reply does not depend on its readers.</summary>
internal static class ReplyReader
{
    /// <summary>The pause between chunks, in milliseconds. It grows with the readers, to spare capacity.</summary>
    private const int MinPause = 25, MaxPause = 200;
    private const int ReadersPerMillisecond = 3;

    /// <summary>How long failed reads are retried: longer than the cluster takes to declare a silo dead.</summary>
    private static readonly TimeSpan MaxOutage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(250);

    private static int readers;

    /// <summary>A reply from a position on. An empty chunk announces more; ends early if it is deleted.</summary>
    public static async IAsyncEnumerable<ReplyChunk> FollowAsync(IGrainFactory grains, string userId, string replyId,
        ReplyPosition from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var companion = grains.Companion(userId);
        var (attempt, offset) = (from.Attempt, from.Offset);
        Interlocked.Increment(ref readers);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var read = await ReadAsync(companion, replyId, attempt, offset, cancellation);
                if (!read.IsOk) yield break;
                var chunk = read.Value;
                yield return chunk;
                if (chunk.Reply is not null) yield break;
                var pause = Math.Min(MaxPause, MinPause + (Volatile.Read(ref readers) / ReadersPerMillisecond));
                if (chunk.Text.Length > 0) await Task.Delay(pause, cancellation);
                if (chunk.Attempt.Length > 0) attempt = chunk.Attempt;
                offset = chunk.Offset + chunk.Text.Length;
            }
        }
        finally { Interlocked.Decrement(ref readers); }
    }

    public static async IAsyncEnumerable<ReplyChunk> Of(CompanionMessageView reply)
    {
        await Task.CompletedTask;
        yield return new ReplyChunk("", 0, reply.Content, reply);
    }

    private static async Task<Outcome<ReplyChunk>> ReadAsync(
        ICompanionGrain companion, string replyId, string? attempt, int offset, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try { return await companion.ReadAsync(replyId, attempt, offset, whole: false).WaitAsync(cancellation); }
            catch (Exception e) when (ExceptionHandlerMiddleware.IsOutage(e) && !cancellation.IsCancellationRequested
                && Stopwatch.GetElapsedTime(began) < MaxOutage)
            {
                await Task.Delay(RetryPause, cancellation);
            }
        }
    }

    public static async Task<Outcome<CompanionMessageView>> WholeAsync(
        IGrainFactory grains, string userId, string replyId, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await grains.Companion(userId).ReadAsync(replyId, null, 0, whole: true).WaitAsync(cancellation);
            if (!read.IsOk) return read.Fault;
            if (read.Value.Reply is { } reply) return reply;
        }
    }
}

internal readonly record struct ReplyPosition(string? Attempt, int Offset);

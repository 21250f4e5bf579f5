using System.Diagnostics;
using System.Runtime.CompilerServices;
using XelaConnect.ApiHost.Http;
using XelaConnect.Companion;

namespace XelaConnect.ApiHost.Companion;

/// <summary>Reads answers of Xela's while they are made. A reader that goes away changes nothing for the answer.</summary>
internal static class ReplyReader
{
    /// <summary>
    /// Between two pieces, at least, in milliseconds: the first comes at once, and after it several tokens share a piece. The more readers this host has, the
    /// longer, up to a fifth of a second, so that many answers at once leave room for all else.
    /// </summary>
    private const int ShortestPace = 25;
    private const int LongestPace = 200;
    private const int ReadersPerMillisecond = 3;

    /// <summary>
    /// For so long a reader that gets no word asks again: the silo that made the answer may have died, and being asked is what makes another one end it.
    /// Longer than the cluster takes to give up a dead silo.
    /// </summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OutagePace = TimeSpan.FromMilliseconds(250);

    private static int readers;

    /// <summary>An answer from a place on, to its end. An empty piece in between says only that it is still coming. Ends early when the answer is deleted meanwhile.</summary>
    public static async IAsyncEnumerable<ReplyChunk> FollowAsync(
        IGrainFactory grains, string userId, string answerId, ReplyPosition from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var companion = grains.GetGrain<ICompanionGrain>(userId);
        var (run, offset) = (from.Attempt, from.Offset);
        Interlocked.Increment(ref readers);
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var read = await ReadAsync(companion, answerId, run, offset, cancellation);
                if (!read.IsOk) yield break;
                var piece = read.Value;
                yield return piece;
                if (piece.Reply is not null) yield break;
                if (piece.Text.Length > 0) await Task.Delay(Math.Min(LongestPace, ShortestPace + (Volatile.Read(ref readers) / ReadersPerMillisecond)), cancellation);
                (run, offset) = (piece.Attempt.Length == 0 ? run : piece.Attempt, piece.Offset + piece.Text.Length);
            }
        }
        finally
        {
            Interlocked.Decrement(ref readers);
        }
    }

    /// <summary>An answer that is there already, as one piece.</summary>
    public static async IAsyncEnumerable<ReplyChunk> Of(CompanionMessageView answer)
    {
        await Task.CompletedTask;
        yield return new ReplyChunk("", 0, answer.Content, answer);
    }

    /// <summary>The next piece, through an outage.</summary>
    private static async Task<Outcome<ReplyChunk>> ReadAsync(ICompanionGrain companion, string answerId, string? run, int offset, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try { return await companion.ReadAsync(answerId, run, offset, whole: false).WaitAsync(cancellation); }
            catch (Exception e) when (ExceptionMiddleware.IsOutage(e) && !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(began) < Outage) { /* asked again below */ }
            await Task.Delay(OutagePace, cancellation);
        }
    }

    /// <summary>The whole answer.</summary>
    public static async Task<Outcome<CompanionMessageView>> WholeAsync(IGrainFactory grains, string userId, string answerId, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await grains.GetGrain<ICompanionGrain>(userId).ReadAsync(answerId, null, 0, whole: true).WaitAsync(cancellation);
            if (!read.IsOk) return read.Fault;
            if (read.Value.Reply is { } answer) return answer;
        }
    }
}

/// <summary>How far a reader is: a place in the text of one run.</summary>
internal readonly record struct ReplyPosition(string? Attempt, int Offset);

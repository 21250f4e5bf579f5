using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace XelaConnect.Bench.Http;

/// <summary>When a load ends: after a time, after a number of requests, or whichever is first.</summary>
internal sealed record LoadLimit(TimeSpan Duration, long Requests = long.MaxValue);

/// <summary>What one load came to. There are no errors in it: a load with any fails.</summary>
internal sealed record LoadResult(long Count, TimeSpan Elapsed, Histogram Latency)
{
    public double Rate => Count / Elapsed.TotalSeconds;
}

/// <summary>
/// A closed loop per connection: ask, wait, ask again. Rate and latency are seen from the client, so a server
/// that makes its callers wait is seen to do so.
/// </summary>
internal sealed class HttpLoad
{
    // A few show what is wrong; after that there is no valid figure.
    private const int ErrorsBeforeGivingUp = 20;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private readonly LoadLimit limit;
    private readonly Action<long, long>? completed;
    private readonly Histogram latency = new();
    private long started;
    private long count;
    private long deadline;
    private int errors;
    private string? firstError;

    private HttpLoad(LoadLimit limit, Action<long, long>? completed) => (this.limit, this.completed) = (limit, completed);

    /// <summary>Runs one loop for each of <paramref name="requests"/>, each on its own connection, all started together.</summary>
    /// <param name="completed">Gets the running count and the microseconds of each response, on the loop's thread.</param>
    public static async Task<LoadResult> RunAsync(
        IPEndPoint server, IReadOnlyList<RequestBytes> requests, LoadLimit limit,
        CancellationToken cancellation, Action<long, long>? completed = null)
    {
        var load = new HttpLoad(limit, completed);
        var connections = new List<HttpConnection>(requests.Count);
        try
        {
            foreach (var _ in requests)
                connections.Add(await HttpConnection.ConnectAsync(server, cancellation));
            return await load.RunAsync(connections, requests, cancellation);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private async Task<LoadResult> RunAsync(
        List<HttpConnection> connections, IReadOnlyList<RequestBytes> requests, CancellationToken cancellation)
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit.Duration < TimeSpan.FromDays(1))
            watchdog.CancelAfter(limit.Duration + Stall);
        await using var cut = watchdog.Token.Register(() => connections.ForEach(connection => connection.Dispose()));

        var begin = Stopwatch.GetTimestamp();
        deadline = begin + (long)(limit.Duration.TotalSeconds * Stopwatch.Frequency);
        var loops = connections.Select((connection, i) => LoopAsync(connection, requests[i])).ToArray();

        // The loops end on the socket engine's own thread; their awaiter continues elsewhere.
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var elapsed = Stopwatch.GetElapsedTime(begin);

        cancellation.ThrowIfCancellationRequested();
        if (watchdog.IsCancellationRequested)
            throw new BenchException($"A request had no answer {Stall.TotalSeconds:0} s after the end.");
        if (errors > 0)
            throw new BenchException($"{errors} of {count + errors} requests failed; the first: {firstError}");
        return new(count, elapsed, latency);
    }

    private async Task LoopAsync(HttpConnection connection, RequestBytes request)
    {
        try
        {
            while (Volatile.Read(ref errors) < ErrorsBeforeGivingUp)
            {
                var number = Interlocked.Increment(ref started);
                var begin = Stopwatch.GetTimestamp();
                if (number > limit.Requests || begin >= deadline)
                    return;

                request.Number(number);
                var status = await connection.ExchangeAsync(request.Bytes);
                var microseconds = Stopwatch.GetElapsedTime(begin).Ticks / TimeSpan.TicksPerMicrosecond;
                if (status is < 200 or > 299)
                {
                    Fail($"{status} {connection.LastBody}");
                    continue;
                }

                latency.Record(microseconds);
                var count = Interlocked.Increment(ref this.count);
                completed?.Invoke(count, microseconds);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or BenchException)
        {
            Fail(e.Message);
        }
    }

    private void Fail(string what)
    {
        if (Interlocked.Increment(ref errors) == 1)
            firstError = what;
    }
}

using System.Diagnostics;
using System.Net;

namespace XelaConnect.Bench.Http;

/// <summary>Many requests, each sent once, over a few connections that each ask for the next as soon as they have an answer.</summary>
internal static class EachOnce
{
    /// <summary>Sends them all; any answer that is no success fails the run.</summary>
    public static async Task<LoadResult> RunAsync(
        IPEndPoint server, IReadOnlyList<RequestBytes> requests, int connections, CancellationToken cancellation)
    {
        var latency = new Histogram();
        var next = -1;
        var open = new List<HttpConnection>(connections);
        try
        {
            for (var i = 0; i < connections; i++)
                open.Add(await HttpConnection.ConnectAsync(server, cancellation));
            await using var cut = cancellation.Register(() => open.ForEach(connection => connection.Dispose()));
            var begin = Stopwatch.GetTimestamp();
            await Task.WhenAll(open.Select(LoopAsync)).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return new(requests.Count, Stopwatch.GetElapsedTime(begin), latency);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }

        async Task LoopAsync(HttpConnection connection)
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests.Count;)
            {
                var begin = Stopwatch.GetTimestamp();
                var status = await connection.ExchangeAsync(requests[i].Bytes);
                if (status is < 200 or > 299)
                    throw new BenchException($"A request was answered {status}: {connection.LastBody}");
                latency.Record(Stopwatch.GetElapsedTime(begin).Ticks / TimeSpan.TicksPerMicrosecond);
            }
        }
    }
}

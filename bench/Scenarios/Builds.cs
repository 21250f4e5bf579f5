using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>The standalone build beside the full one, by turns: the same read, and the same posts into one circle, each on its own SQLite.</summary>
internal static class Builds
{
    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        await bench.Standalone.BuildAsync(host: true);
        var connections = bench.Options.Number("connections", 64);
        using var directory = bench.NewDirectory();
        using var other = bench.NewDirectory();
        await using var full = await bench.StartHostAsync(directory);
        await using var standalone = await bench.Standalone.StartHostAsync(other);
        var users = new Dictionary<WebProcess, IReadOnlyList<BenchUser>>();
        var circles = new Dictionary<WebProcess, string>();
        var bytes = 0;
        foreach (var host in new[] { full, standalone })
        {
            using var api = new HostApi(host.Address, bench.Cancellation);
            users[host] = await api.SignUpAsync(connections);
            circles[host] = await api.CircleOfAsync(users[host], "Bench posts");
            bytes = (await api.BytesAsync(Me.MePath, users[host][0])).Body.Length;
        }

        WebProcess At(System.Net.IPEndPoint server) => server.Equals(full.Address) ? full : standalone;
        Report.Progress($"{Me.MePath} on both builds");
        var me = await Comparison.RunAsync(bench, $"{connections}", full, standalone,
            server => [.. Enumerable.Range(0, connections).Select(i => RequestBytes.Get(server, Me.MePath, users[At(server)][i].Token))]);
        bench.Report.Heading($"Authenticated read (`GET {Me.MePath}`): the standalone build beside the full one, sqlite");
        Me.WriteTable(bench, [me], "sessions", "standalone", bytes, connections, "full");

        Report.Progress("posts on both builds");
        var posts = await Comparison.RunAsync(bench, "posts", full, standalone, server => Posts.Requests(bench, At(server), circles[At(server)], users[At(server)]));
        bench.Report.Heading("Durable circle posts: the standalone build beside the full one, sqlite, one circle");
        Me.WriteTable(bench, [posts], "", "standalone", 0, connections, "full");
        bench.Report.Line($"Target: at least as fast as the full build: {(me.Ratio >= 1 && posts.Ratio >= 1).Verdict()}.");
    }
}

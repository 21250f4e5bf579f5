using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>An authenticated read through a grain, beside a bare endpoint that returns the same bytes.</summary>
internal static class Me
{
    public const string MePath = "/api/auth/me";
    private const double Target = 0.60;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var connections = bench.Options.Number("connections", 64);

        using var directory = bench.NewDirectory();
        await using var host = await bench.StartHostAsync(directory);
        using var api = new HostApi(host.Address, bench.Cancellation);
        var users = await api.SignUpAsync(connections);
        var (body, contentType) = await api.BytesAsync(MePath, users[0]);
        await using var bare = await StartBareAsync(bench, directory, body, contentType);

        List<Comparison> results = [];
        foreach (var sessions in new[] { 1, connections })
        {
            Report.Progress($"{MePath} with {sessions} session(s) on {connections} connections");
            results.Add(await Comparison.RunAsync(bench, $"{sessions}", bare, host,
                server => [.. Enumerable.Range(0, connections).Select(i => RequestBytes.Get(server, MePath, users[i % sessions].Token))]));
        }

        bench.Report.Heading($"Authenticated read (`GET {MePath}`) beside a bare endpoint");
        WriteTable(bench, results, "sessions", "host", body.Length, connections);
        bench.Report.Line(
            $"Target: at least {Target.Percent()} of the bare endpoint: {results.TrueForAll(r => r.Ratio >= Target).Verdict()}.");
    }

    /// <summary>The harness judged by itself: two bare endpoints of the same bytes must come out alike.</summary>
    public static async Task RunSelfAsync(Bench bench)
    {
        await bench.BuildAsync(host: false);
        var connections = bench.Options.Number("connections", 64);
        var body = new byte[700];
        Array.Fill(body, (byte)' ');

        using var directory = bench.NewDirectory();
        await using var first = await StartBareAsync(bench, directory, body, "application/json");
        await using var second = await StartBareAsync(bench, directory, body, "application/json");
        var token = new string('x', 300);
        var result = await Comparison.RunAsync(bench, "none", first, second,
            server => [.. Enumerable.Range(0, connections).Select(_ => RequestBytes.Get(server, MePath, token))]);

        bench.Report.Heading("The harness against itself: two bare endpoints");
        WriteTable(bench, [result], "sessions", "second", body.Length, connections);
    }

    private static async Task<WebProcess> StartBareAsync(Bench bench, TempDirectory directory, byte[] body, string contentType)
    {
        var file = directory.File("bare.body");
        await File.WriteAllBytesAsync(file, body, bench.Cancellation);
        return await WebProcess.StartAsync(
            "The bare endpoint", Bench.BareAssembly, directory.File("bare.log"), new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Bare__Path"] = MePath,
            ["Bare__BodyFile"] = file,
            ["Bare__ContentType"] = contentType,
        }, bench.Cancellation);
    }

    public static void WriteTable(
        Bench bench, List<Comparison> results, string what, string measured, int bytes, int connections, string yardstick = "bare")
    {
        bench.Report.Table(
            [what, $"{yardstick} req/s", $"{measured} req/s", "ratio (lowest … highest pair)", $"{yardstick} p50/p99 ms",
                $"{measured} p50/p99 ms", $"{yardstick} CPU µs/req", $"{measured} CPU µs/req"],
            results.Select(r => new[]
            {
                r.Name, r.Bare.Rate.Whole(), r.Measured.Rate.Whole(),
                $"{r.Ratio.Percent()} ({r.Pairs.Min().Percent()} … {r.Pairs.Max().Percent()})",
                $"{r.Bare.Latency.Ms(50)} / {r.Bare.Latency.Ms(99)}", $"{r.Measured.Latency.Ms(50)} / {r.Measured.Latency.Ms(99)}",
                r.Bare.CpuPerRequest.OneDigit(), r.Measured.CpuPerRequest.OneDigit(),
            }));
        bench.Report.Line(
            $"{bytes} bytes in each body, {connections} connections, medians of {results[0].Pairs.Count} alternating rounds each; "
            + $"other processes used up to {results.Max(r => r.Others).Percent()} of one core meanwhile.\n");
    }
}

namespace XelaConnect.Bench.Scenarios;

/// <summary>Every scenario in order, in sizes that together stay under a quarter of an hour, into the results file.</summary>
internal static class All
{
    public static async Task RunAsync(Bench bench)
    {
        bench.Report.Line("# Measured\n");
        bench.Report.Line(
            "Written by `dotnet run -c Release --project bench -- all`. [README.md](README.md) explains the figures.\n");
        MachineFacts.Write(bench);
        await bench.BuildAsync(host: true);
        await bench.BuildSiloAsync();
        bench = bench.With(("no-build", ""));

        List<string> failed = [];
        await TryAsync("me", () => Me.RunAsync(bench.With(("seconds", "3"))));
        await TryAsync("posts", () => Posts.RunAsync(bench.With(("store", "sqlite"), ("grow", "1000000"), ("grow-seconds", "240"))));
        await TryAsync("posts --store postgres", () => Posts.RunAsync(bench.With(("store", "postgres"))));
        await TryAsync("live", () => LiveDelivery.RunAsync(bench));
        await TryAsync("apart", () => Apart.RunAsync(bench.With(("rounds", "3"), ("seconds", "4"))));
        await TryAsync("recovery", () => Recovery.RunAsync(bench));
        await TryAsync("idle", () => Idle.RunAsync(bench.With(("starts", "3"))));

        await File.WriteAllTextAsync(Bench.ResultsFile, bench.Report.Markdown, bench.Cancellation);
        if (failed.Count > 0)
            throw new BenchException($"Without a figure: {string.Join(", ", failed)}.");

        async Task TryAsync(string name, Func<Task> scenario)
        {
            try
            {
                await scenario();
            }
            catch (Exception e) when (BenchException.IsFailureOfTheRun(e) && !bench.Cancellation.IsCancellationRequested)
            {
                failed.Add(name);
                bench.Report.Line($"\n**`{name}` failed**: {e.Message.Split('\n')[0]}");
                await Console.Error.WriteLineAsync(e.Message);
            }
        }
    }
}

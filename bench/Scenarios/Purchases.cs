using System.Diagnostics;
using System.Net;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>
/// Durable purchases with credits by many people, each their own wallet; and one wallet with a very long ledger beside new ones.
/// </summary>
internal static class Purchases
{
    private const double TargetRate = 1000;
    private const int Start = 1_000;

    /// <summary>Entries enough for a wallet to have a snapshot.</summary>
    private const int WithSnapshot = 600;

    public static async Task RunAsync(Bench bench)
    {
        // Credits come from an admin, who is one at once in Development only.
        bench = bench.With(("set", "ASPNETCORE_ENVIRONMENT=Development;Xela:Admin:Emails=bench-0@example.test"));
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";
        await using var postgres = await bench.StartStoreAsync(store);
        using var directory = bench.NewDirectory();
        var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        try
        {
            using var api = new HostApi(host.Address, bench.Cancellation);
            var admin = (await api.SignUpAsync(1))[0];
            Report.Progress($"buyers, {store}");
            var buyers = await api.SignUpAsync(bench.Options.Number("buyers", 3000));
            var clients = bench.Options.Number("clients", 64);
            await EachOnce.RunAsync(
                host.Address, [.. buyers.Select(b => Credit(host.Address, admin, b, Start))], clients, bench.Cancellation);

            var spent = 0L;
            List<Round> rounds = [];
            foreach (var (course, price) in await api.PricedCoursesAsync())
            {
                Report.Progress($"everyone buys {course}");
                spent += price;
                var before = host.Usage.Cpu;
                var load = await EachOnce.RunAsync(
                    host.Address, [.. buyers.Select(b => Buy(host.Address, b, course))], clients, bench.Cancellation);
                rounds.Add(new(load, host.Usage.Cpu - before));
            }
            Write(bench, store, buyers.Count, clients, rounds);

            var size = bench.Options.Number("grow", 0);
            var (rich, fresh, longer) = (buyers[0], buyers.Skip(1).Take(20).ToList(), buyers.Skip(21).Take(6).ToList());
            if (size > 0)
            {
                await GrowAsync(bench, host, store, admin, rich, size);
                // The first wallet of all that opens from a snapshot also loads the code for it, so a few others do that before.
                foreach (var user in longer)
                    await HttpLoad.RunAsync(host.Address, [Credit(host.Address, admin, user, 1)], new(TimeSpan.FromHours(1), WithSnapshot),
                        bench.Cancellation);
            }

            Report.Progress("killing the host and counting what it kept");
            await host.KillAsync();
            await host.DisposeAsync();
            host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
            using var again = new HostApi(host.Address, bench.Cancellation);
            foreach (var buyer in buyers.Skip(50).Take(200))
                if (await again.CreditsAsync(buyer) is var credits && credits != Start - spent)
                    throw new BenchException($"After a kill a wallet holds {credits} credits instead of {Start - spent}.");
            bench.Report.Line(
                $"After `kill -9` and a new start, each of 200 wallets holds what the acknowledged purchases left ({Start - spent} "
                + $"credits).");
            if (size > 0) await CompareAsync(bench, host, admin, rich, fresh, longer, size);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static RequestBytes Buy(IPEndPoint server, BenchUser buyer, string course) =>
        RequestBytes.Post(server, $"/api/courses/{course}/purchase", buyer.Token, """{"payment_method":"credits"}""");

    private static RequestBytes Credit(IPEndPoint server, BenchUser admin, BenchUser user, int amount) =>
        RequestBytes.Post(
            server, "/api/admin/credits", admin.Token, $$"""{"user_id":"{{user.Id}}","amount":{{amount}},"reason":"to measure by"}""");

    private static void Write(Bench bench, string store, int buyers, int clients, List<Round> all)
    {
        // The first course warms the host up.
        var rounds = all.Skip(1).ToList();
        var rate = rounds.Select(r => r.Load.Rate).Median();
        bench.Report.Heading($"Durable purchases over HTTP, {store}, {buyers} buyers, {clients} connections");
        bench.Report.Table(["", "purchases/s", "p50 ms", "p99 ms", "host CPU µs/purchase"],
            [.. rounds.Select((r, i) => Row($"course {i + 2}", r.Load.Rate, r.Load.Latency, r.CpuPerRequest)),
             Row("**median / all**", rate, Round.LatencyOf(rounds), rounds.Select(r => r.CpuPerRequest).Median())]);
        bench.Report.Line($"Target: at least {TargetRate.Whole()} purchases/s: {(rate >= TargetRate).Verdict()}.");
    }

    private static string[] Row(string name, double rate, Histogram latency, double cpu) =>
        [name, rate.Whole(), latency.Ms(50), latency.Ms(99), cpu.Whole()];

    private static async Task GrowAsync(Bench bench, WebProcess host, string store, BenchUser admin, BenchUser rich, int size)
    {
        Report.Progress($"growing one wallet by {((long)size).Whole()} entries");
        bench.Report.Heading($"Growth of one wallet, {store}");
        List<string[]> rows = [];
        const int Parts = 5;
        for (var part = 1; part <= Parts; part++)
        {
            var requests = Enumerable.Range(0, 64).Select(_ => Credit(host.Address, admin, rich, 1)).ToList();
            var load = await HttpLoad.RunAsync(host.Address, requests, new(TimeSpan.FromHours(1), size / Parts), bench.Cancellation);
            rows.Add([((long)size / Parts * part).Whole(), load.Rate.Whole(), load.Latency.Ms(50), load.Latency.Ms(99)]);
        }
        bench.Report.Table(["entries so far", "entries/s", "p50 ms", "p99 ms"], rows);
    }

    /// <summary>The first look at a wallet after a start loads it; then one entry after the other.</summary>
    private static async Task CompareAsync(
        Bench bench, WebProcess host, BenchUser admin, BenchUser rich, List<BenchUser> fresh, List<BenchUser> longer, int size)
    {
        Report.Progress("the long ledger beside new ones");
        using var connection = await HttpConnection.ConnectAsync(host.Address, bench.Cancellation);
        List<double> opened = [];
        foreach (var user in fresh) opened.Add(await OpenAsync(user));
        List<double> longerOpened = [];
        foreach (var user in longer) longerOpened.Add(await OpenAsync(user));
        var richOpened = await OpenAsync(rich);
        List<double> paid = [], richPaid = [];
        for (var i = 0; i < 300; i++)
        {
            paid.Add(await PayAsync(fresh[0]));
            richPaid.Add(await PayAsync(rich));
        }
        bench.Report.Heading($"A wallet with {((long)size).Whole()} entries beside new ones");
        bench.Report.Table(["", "first look after a start ms", "an entry ms (median of 300, one at a time)"],
            [["a new wallet", $"{opened.Median().TwoDigits()} (median of {opened.Count})", paid.Median().TwoDigits()],
             [$"wallets with {((long)WithSnapshot).Whole()} entries",
                 $"{longerOpened[0].TwoDigits()} the first, {longerOpened.Skip(1).Median().TwoDigits()} median of "
                 + $"{longerOpened.Count - 1} more", ""],
             [$"a wallet with {((long)size).Whole()} entries", richOpened.TwoDigits(), richPaid.Median().TwoDigits()]]);

        Task<double> OpenAsync(BenchUser user) => TimeAsync(RequestBytes.Get(host.Address, "/api/wallet", user.Token));
        Task<double> PayAsync(BenchUser user) => TimeAsync(Credit(host.Address, admin, user, 1));

        async Task<double> TimeAsync(RequestBytes request)
        {
            var begin = Stopwatch.GetTimestamp();
            if (await connection.ExchangeAsync(request.Bytes) is not 200 and var status)
                throw new BenchException($"Answered {status}: {connection.LastBody}");
            return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }
    }
}

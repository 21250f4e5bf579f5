using System.Net;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Live;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>Durable messages across many conversations; and how long until the other sees one.</summary>
internal static class Messages
{
    private const double TargetRate = 4000;
    private const double TargetSeen = 15;
    private const int EachRound = 10;
    private const int Rounds = 6;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";
        await using var postgres = await bench.StartStoreAsync(store);
        using var directory = bench.NewDirectory();
        var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        try
        {
            var count = bench.Options.Number("conversations", 2000);
            var clients = bench.Options.Number("clients", 64);
            using var api = new HostApi(host.Address, bench.Cancellation);
            Report.Progress($"{count} pairs of people, {store}");
            var people = await api.SignUpAsync(2 * count);
            var (senders, receivers) = (people.Take(count).ToList(), people.Skip(count).ToList());
            await HostApi.ConnectAsync(host.Address, senders, receivers, clients, bench.Cancellation);

            List<Round> rounds = [];
            for (var i = 0; i < Rounds; i++)
            {
                Report.Progress($"messages, round {i + 1} of {Rounds}");
                // Both sides write, by turns.
                var requests = Enumerable.Range(0, EachRound * count).Select(n => (n / count) % 2 == 0
                    ? Send(host.Address, senders[n % count], receivers[n % count])
                        : Send(host.Address, receivers[n % count], senders[n % count])).ToList();
                var before = host.Usage.Cpu;
                var load = await EachOnce.RunAsync(host.Address, requests, clients, bench.Cancellation);
                rounds.Add(new(load, host.Usage.Cpu - before));
            }
            Write(bench, store, count, clients, rounds);
            await SeeAsync(bench, host, senders, receivers);

            Report.Progress("killing the host and counting what it kept");
            await host.KillAsync();
            await host.DisposeAsync();
            host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
            using var again = new HostApi(host.Address, bench.Cancellation);
            foreach (var i in Enumerable.Range(Watched(bench), 100))
                if (await again.LastMessageSeqAsync(senders[i], receivers[i]) is var seq && seq != Rounds * EachRound)
                    throw new BenchException($"After a kill a conversation holds {seq} messages instead of {Rounds * EachRound}.");
            bench.Report.Line(
                $"After `kill -9` and a new start, each of 100 conversations holds its {Rounds * EachRound} acknowledged messages.");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static int Watched(Bench bench) => bench.Options.Number("watchers", 100);

    private static RequestBytes Send(IPEndPoint server, BenchUser from, BenchUser to) =>
        RequestBytes.Post(server, $"/api/messaging/conversations/{to.Id}/messages", from.Token,
            $$"""{"message":"{{RequestBytes.NumberMark}} said one to one"}""");

    private static void Write(Bench bench, string store, int count, int clients, List<Round> all)
    {
        // The first rounds warm the host up.
        var rounds = all.Skip(2).ToList();
        var rate = rounds.Select(r => r.Load.Rate).Median();
        bench.Report.Heading($"Durable messages over HTTP, {store}, {count} conversations, {clients} connections");
        bench.Report.Table(["", "messages/s", "p50 ms", "p99 ms", "host CPU µs/message"],
            [.. rounds.Select((r, i) => Row($"round {i + 3}", r.Load.Rate, r.Load.Latency, r.CpuPerRequest)),
             Row("**median / all**", rate, Round.LatencyOf(rounds), rounds.Select(r => r.CpuPerRequest).Median())]);
        bench.Report.Line($"Target: at least {TargetRate.Whole()} messages/s: {(rate >= TargetRate).Verdict()}.");
    }

    private static string[] Row(string name, double rate, Histogram latency, double cpu) =>
        [name, rate.Whole(), latency.Ms(50), latency.Ms(99), cpu.Whole()];

    /// <summary>Each watched conversation has its receiver connected; messages go round among them.</summary>
    private static async Task SeeAsync(Bench bench, WebProcess host, List<BenchUser> senders, List<BenchUser> receivers)
    {
        var (watched, rate) = (Watched(bench), Math.Max(1, bench.Options.Number("rate", 100)));
        var warmUp = rate * bench.Options.Number("warmup", 10);
        var clock = new PostClock(warmUp + rate * bench.Options.Number("seconds", 20), 1, warmUp);
        var watchers = Enumerable.Range(0, watched).Select(_ => new Watcher(clock)).ToArray();
        List<HubClient> hubs = [];
        try
        {
            for (var i = 0; i < watched; i++)
                hubs.Add(await HubClient.ConnectAsync(host.Address, receivers[i].Token, watchers[i].OnActivity, bench.Cancellation));
            Report.Progress($"{clock.Posts} messages, {rate} a second, to {watched} people");
            var requests = Enumerable.Range(0, watched).Select(i => Send(host.Address, senders[i], receivers[i])).ToArray();
            using var connection = await HttpConnection.ConnectAsync(host.Address, bench.Cancellation);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
            for (var number = 1; number <= clock.Posts; number++)
            {
                await timer.WaitForNextTickAsync(bench.Cancellation);
                var request = requests[number % watched];
                request.Number(number);
                clock.Sending(number);
                if (await connection.ExchangeAsync(request.Bytes) is not 200 and var status)
                    throw new BenchException($"A message failed: {status} {connection.LastBody}");
            }
            try { await clock.AllSeen.Task.WaitAsync(TimeSpan.FromSeconds(10), bench.Cancellation); }
            catch (TimeoutException) { /* what is missing now is lost, and is counted so */ }
            await Task.Delay(TimeSpan.FromSeconds(1), bench.Cancellation);
            var seen = clock.Posts - watchers.Sum(w => clock.Posts - w.Lost);
            bench.Report.Heading($"Message to seen, {watched} receivers, one host");
            bench.Report.Table(["", "p50 ms", "p99 ms", "max ms", "lost", "doubled", "out of order"],
                [["message → seen by the receiver", clock.Seen.Ms(50), clock.Seen.Ms(99), clock.Seen.Ms(100), $"{seen}",
                    $"{watchers.Sum(w => w.Doubled)}", $"{watchers.Sum(w => w.OutOfOrder)}"]]);
            bench.Report.Line(
                $"{rate} messages a second. Target: p50 under {TargetSeen:0} ms: {(clock.Seen.Percentile(50) < TargetSeen).Verdict()}.");
        }
        finally
        {
            foreach (var hub in hubs) await hub.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using XelaConnect.Bench.Http;

namespace XelaConnect.Bench.Scenarios;

/// <summary>One person with very many conversations: how long a page of the inbox takes, right after a start and later.</summary>
internal static class Inbox
{
    private const double TargetMilliseconds = 30;
    private const int Looks = 200;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        var store = bench.Options.Text("store") ?? "sqlite";
        await using var postgres = await bench.StartStoreAsync(store);
        using var directory = bench.NewDirectory();
        var host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
        try
        {
            var count = bench.Options.Number("conversations", 5000);
            var clients = bench.Options.Number("clients", 16);
            BenchUser me;
            using (var api = new HostApi(host.Address, bench.Cancellation))
            {
                Report.Progress($"{count} people who write to one, {store}");
                var people = await api.SignUpAsync(count + 1);
                me = people[0];
                var others = people.Skip(1).ToList();
                await HostApi.ConnectAsync(host.Address, [.. others.Select(_ => me)], others, clients, bench.Cancellation);
                await EachOnce.RunAsync(host.Address, [.. others.Select(o => RequestBytes.Post(
                    host.Address, $"/api/messaging/conversations/{me.Id}/messages", o.Token, """{"message":"Are you there?"}"""))], clients,
                        bench.Cancellation);
                // What is durable may be a moment behind.
                await Task.Delay(TimeSpan.FromSeconds(5), bench.Cancellation);
            }
            await host.KillAsync();
            await host.DisposeAsync();
            host = await bench.StartHostAsync(directory, postgres?.ConnectionString);
            using var connection = await HttpConnection.ConnectAsync(host.Address, bench.Cancellation);
            var page = RequestBytes.Get(host.Address, "/api/messaging/conversations?limit=20", me.Token);
            var longest = RequestBytes.Get(host.Address, "/api/messaging/conversations?limit=100", me.Token);
            await TimeAsync(RequestBytes.Get(host.Address, "/api/users/me", me.Token));
            var first = await TimeAsync(page);
            var second = await TimeAsync(longest);
            List<double> pages = [], longestPages = [];
            for (var i = 0; i < Looks; i++)
            {
                pages.Add(await TimeAsync(page));
                longestPages.Add(await TimeAsync(longest));
            }
            bench.Report.Heading($"An inbox of {((long)count).Whole()} conversations, {store}");
            bench.Report.Table(["", "first after a start ms", $"median of {Looks} ms", "slowest tenth from ms"],
                [["a page of 20", first.TwoDigits(), pages.Median().TwoDigits(), pages.Order().ElementAt(Looks * 9 / 10).TwoDigits()],
                 ["a page of 100", second.TwoDigits(), longestPages.Median().TwoDigits(), longestPages.Order().ElementAt(Looks * 9 / 10)
                     .TwoDigits()]]);
            bench.Report.Line(
                $"Target: a page within {TargetMilliseconds:0} ms: {(longestPages.Median() < TargetMilliseconds).Verdict()}.");

            async Task<double> TimeAsync(RequestBytes request)
            {
                var begin = Stopwatch.GetTimestamp();
                if (await connection.ExchangeAsync(request.Bytes) is not 200 and var status)
                    throw new BenchException($"Answered {status}: {connection.LastBody}");
                return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
            }
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}

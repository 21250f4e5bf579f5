using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Bench.Kernel;

/// <summary>
/// Many circles in the directory, or many members of one circle, in an embedded silo on SQLite, before and after a restart.
/// </summary>
internal sealed class Circles : IAsyncDisposable
{
    private const int AtOnce = 64;
    private const int Readers = 4;
    private const int Active = 64;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    private static readonly ParallelOptions AtOnceOptions = new() { MaxDegreeOfParallelism = AtOnce };

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("xela-circles-");
    private WebApplication host = null!;
    private int operations;

    private IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    public static async Task ListAsync(int count)
    {
        await using var bench = new Circles();
        await bench.StartAsync();
        var ids = Enumerable.Range(1, count).Select(static i => Ids.Of("circle", $"bench/{i}")).ToList();
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(ids.SkipLast(Active), AtOnceOptions, async (id, _) => await bench.ReportAsync(id));
        foreach (var id in ids.TakeLast(Active)) await bench.CreateAsync(id);
        var created = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await bench.ListedAsync(count);
        var rows = await bench.DirectoryRowsAsync();
        var (posts, lists, slowest) = await bench.LoadAsync(ids);
        var reports = await bench.DirectoryRowsAsync() - rows;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = await bench.FiguresAsync();
        await bench.host.StopAsync();
        await bench.host.DisposeAsync();
        await bench.StartAsync();
        began = Stopwatch.GetTimestamp();
        await bench.Grains.CircleListing().ListAsync(new(null, null, null, 100));
        var restarted = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var after = await bench.FiguresAsync();
        Console.WriteLine("| circles | reported/s | lists/s | p50 ms | p99 ms | max ms | posts meanwhile | directory commits "
            + "| first list after a restart ms | posts in the list before / after |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {count:N0} | {created:N0} | {lists.Length / Measured.TotalSeconds:N0} | {lists[lists.Length / 2]:0.00} | "
            + $"{lists[(int)(lists.Length * 0.99)]:0.0} | {slowest:0.0} | {posts:N0} | {reports:N0} | {restarted:N0} "
            + $"| {before:N0} / {after:N0} |"));
    }

    public static async Task JoinAsync(int count)
    {
        await using var bench = new Circles();
        await bench.StartAsync();
        var id = Ids.Of("circle", "bench/large");
        await bench.CreateAsync(id);
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, count), AtOnceOptions, async (i, _) => await bench.JoinAsync(id, Ids.Of("user", $"bench/{i}")));
        var joined = count / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(TimeSpan.FromSeconds(10));
        var snapshot = await bench.host.Services.GetRequiredService<ISnapshotStore>().ReadAsync("circles.circle", id);
        await bench.host.StopAsync();
        await bench.host.DisposeAsync();
        await bench.StartAsync();
        await bench.Grains.Circle(Ids.Of("circle", "bench/other")).GetAsync(null);
        began = Stopwatch.GetTimestamp();
        var detail = await bench.Grains.Circle(id).GetAsync(null);
        var opened = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (detail.Value?.Circle.MembersCount != count) throw new InvalidOperationException("A member is missing.");
        began = Stopwatch.GetTimestamp();
        Ok(await bench.Grains.Circle(id).PostAsync(new(bench.Operation(), Ids.Of("user", $"bench/{count / 2}"), "Hello")));
        var posted = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        began = Stopwatch.GetTimestamp();
        Ok(await bench.Grains.Circle(id).MembersAsync(null, 100));
        var listed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Console.WriteLine("| members | joined/s | snapshot of the circle, bytes | opened after a restart ms "
            + "| first post of an early member ms | first page of members ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {count:N0} | {joined:N0} | {snapshot?.Snapshot.State.Length ?? 0:N0} | {opened:N0} | {posted:N0} | {listed:N0} |"));
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await host.DisposeAsync();
        directory.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Configuration.AddInMemoryCollection([new("Xela:DataDirectory", directory.FullName)]);
        builder.AddEmbeddedXelaSilo(SiloSettings.Read(builder.Configuration, isDevelopment: false, seed: false));
        host = builder.Build();
        host.Urls.Add("http://127.0.0.1:0");
        await host.StartAsync();
    }

    /// <summary>Four readers of all kinds of pages, while some circles get as many posts as they take.</summary>
    private async Task<(long Posts, double[] Lists, double Slowest)> LoadAsync(List<string> ids)
    {
        var active = ids.TakeLast(Active).ToList();
        foreach (var id in active) await JoinAsync(id, "user-1");
        var clock = Stopwatch.StartNew();
        var warmUp = TimeSpan.FromSeconds(3);
        var posts = 0L;
        var posting = Parallel.ForEachAsync(active, new ParallelOptions { MaxDegreeOfParallelism = Active }, async (id, _) =>
        {
            while (clock.Elapsed < warmUp + Measured)
            {
                Ok(await Grains.Circle(id).PostAsync(new(Operation(), "user-1", "Hello")));
                Interlocked.Increment(ref posts);
                await Task.Delay(50, CancellationToken.None);
            }
        });
        var latencies = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            var (random, mine) = (new Random(reader), new List<double>());
            while (clock.Elapsed < warmUp + Measured)
            {
                var query = random.Next(4) switch
                {
                    0 => new CircleQuery(null, null, null, 100),
                    1 => new CircleQuery("Fitness", null, null, 100),
                    2 => new CircleQuery(null, null, ids[random.Next(ids.Count)], 100),
                    _ => new CircleQuery(null, $"number {random.Next(ids.Count)}", null, 100),
                };
                var began = Stopwatch.GetTimestamp();
                await Grains.CircleListing().ListAsync(query);
                if (clock.Elapsed > warmUp) mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                await Task.Delay(5);
            }
            return mine;
        })));
        await posting;
        double[] all = [.. latencies.SelectMany(static mine => mine).Order()];
        return (posts, all, all[^1]);
    }

    private async Task CreateAsync(string id) => Ok(await Grains.Circle(id).CreateAsync(new(Operation(), "user-1", Profile())));

    /// <summary>What a quiet circle reported once.</summary>
    private async Task ReportAsync(string id) => Ok(await Grains.CircleDirectory().PutAsync(new(
        Operation(), new CircleSummary(id, Profile(), 1, Active: true, "user-1", DateTimeOffset.UnixEpoch, 0, null, [], 1))));

    private CircleProfile Profile() => new(
        $"Circle number {operations}", CircleCategories.All[operations % 6], "We meet every week.", null, null, null, ["walks"]);

    private async Task JoinAsync(string id, string userId) =>
        Ok(await Grains.Circle(id).AddMemberAsync(new(Operation(), new MemberCard(userId, "Ada", null), $"{userId}/join")));

    private async Task ListedAsync(int count)
    {
        while ((await PagesAsync()).Count < count) await Task.Delay(100);
    }

    private async Task<long> FiguresAsync() => (await PagesAsync()).Sum(static circle => circle.PostsCount);

    private async Task<List<CircleView>> PagesAsync()
    {
        List<CircleView> circles = [];
        string? cursor = null;
        do
        {
            var page = await Grains.CircleListing().ListAsync(new(null, null, cursor, 1000));
            circles.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return circles;
    }

    private async Task<long> DirectoryRowsAsync()
    {
        var store = host.Services.GetRequiredService<IJournalStore>();
        var rows = 0L;
        foreach (var shard in Enumerable.Range(0, 16))
            if (await store.ReadBeforeAsync($"circles.directory-shard/{shard}", long.MaxValue, 1) is [var last]) rows += last.Seq;
        return rows + (await store.ReadBeforeAsync("circles.directory/all", long.MaxValue, 1) is [var only] ? only.Seq : 0);
    }

    private string Operation() => string.Create(CultureInfo.InvariantCulture, $"bench/{Interlocked.Increment(ref operations)}");

    private static void Ok<T>(Outcome<T> outcome)
    {
        if (!outcome.IsOk) throw new InvalidOperationException(outcome.Fault.Message);
    }
}

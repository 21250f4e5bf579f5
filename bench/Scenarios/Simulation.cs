using System.Diagnostics;
using System.Globalization;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Live;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>
/// One day of a sample of a large population on the real host: what an active person costs in calls, commits, bytes and processor time.
/// How often a person does what is an assumption; what it costs is measured.
/// </summary>
internal static class Simulation
{
    private const int AtOnce = 32;
    private const int CirclesEach = 3;

    /// <summary>How often an active person does something on a day.</summary>
    private static readonly (string Act, double PerDay, Func<Day, Task> DoAsync)[] Acts =
    [
        ("opens the app: me, circles, conversations, activity, what was missed, a live connection, a watch", 4, OpenAsync),
        ("reads a circle", 10, static day => day.GetAsync($"/api/circles/{day.Circle()}/activity")),
        ("posts to a circle", 2, static day => day.PostAsync($"/api/circles/{day.OwnCircle()}/activity", new { message = day.Text() })),
        ("joins a circle", 0.1, static day => day.PostAsync($"/api/circles/{day.Circle()}/join", null)),
        ("sends a message to a friend", 8,
            static day => day.PostAsync($"/api/messaging/conversations/{day.Friend}/messages", new { message = day.Text() })),
        ("opens a conversation", 4, static day => day.GetAsync($"/api/messaging/conversations/{day.Friend}")),
        ("discovers people", 2, static day => day.GetAsync("/api/discover")),
        ("asks somebody to connect", 0.3, static day => day.PostAsync("/api/connections/request", new { user_id = day.Stranger() })),
        ("talks to Xela (without a model)", 1, static day => day.PostAsync("/api/xelatalks/message", new { message = day.Text() })),
        ("sees the dashboard", 1, static day => day.GetAsync("/api/users/dashboard")),
        ("writes a reflection", 0.3, static day => day.PostAsync("/api/reflections", new { content = day.Text() })),
        ("browses courses", 0.5, static day => day.GetAsync("/api/courses")),
    ];

    public static async Task RunAsync(Bench bench)
    {
        var (people, circles) = (bench.Options.Number("people", 2000), bench.Options.Number("circles", 100_000));
        var population = bench.Options.Number("population", 10_000_000);
        await bench.BuildAsync(host: true);
        await bench.BuildProfilesAsync();
        using var directory = bench.NewDirectory();
        var data = directory.File("data");
        Report.Progress($"storing {((long)circles).Whole()} circles and {((long)people).Whole()} profiles");
        await ChildProcess.RequireAsync("dotnet", [Bench.ProfilesAssembly, data, $"{people}", $"{circles}"], "/", bench.Cancellation);
        var metricsPort = FreePorts.Take();
        await using var host = await bench.With(("set", $"Xela:DataDirectory={data};Xela:Metrics:Url=http://127.0.0.1:{metricsPort}"))
            .StartHostAsync(directory);
        using var api = new HostApi(host.Address, bench.Cancellation);
        using var metrics = new HostMetrics(metricsPort, bench.Cancellation);
        var popularity = new Zipf(await File.ReadAllLinesAsync(Path.Combine(data, "circles.txt"), bench.Cancellation));
        var random = new Random(11);

        Report.Progress("signing people up");
        var users = await api.SignUpAsync(people & ~1);
        List<Day> days = [.. users.Select((user, i) => new Day(api, bench.Cancellation)
        {
            Host = host, User = user, Friend = users[i ^ 1].Id, Others = users, Popularity = popularity, Random = new Random(i),
            OwnCircles = [.. Enumerable.Range(0, CirclesEach).Select(_ => popularity.Circle(random)).Distinct()],
        })];
        Report.Progress("joining circles, connecting friends");
        await ForAllAsync(bench, days, JoinAsync);
        await metrics.ReadAsync();

        Report.Progress("living one day");
        var (before, bytes, cpu) = (await metrics.ReadAsync(), Size(data), host.Usage.Cpu);
        var begin = Stopwatch.GetTimestamp();
        await ForAllAsync(bench, days, LiveAsync);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        // Lagged replicas and deliveries end.
        await Task.Delay(TimeSpan.FromSeconds(10), bench.Cancellation);
        var (after, used) = (await metrics.ReadAsync(), host.Usage.Cpu - cpu);

        Report.Progress("staying connected");
        var idle = bench.Options.Seconds("seconds", 60);
        var (idleBefore, idleCpu) = (await metrics.ReadAsync(), host.Usage.Cpu);
        await Task.Delay(idle, bench.Cancellation);
        var idleCalls = (await metrics.ReadAsync()).Calls - idleBefore.Calls;
        var idleUsed = host.Usage.Cpu - idleCpu;
        Write(bench, days, population, circles, seconds, after - before, Size(data) - bytes, used, idleCalls, idleUsed, idle);
        foreach (var day in days)
            if (day.Hub is { } hub) await hub.DisposeAsync();
    }

    private static async Task JoinAsync(Day day)
    {
        foreach (var circle in day.OwnCircles) await day.PostAsync($"/api/circles/{circle}/join", null);
        await day.PostAsync("/api/connections/request", new { user_id = day.Friend });
        await day.PutAsync("/api/users/profile", new { interests = new[] { "walking", "music", "tea" }, age = day.Random.Next(18, 80) });
    }

    /// <summary>All acts of a day, shuffled; a part of an act a day is one act on some days.</summary>
    private static async Task LiveAsync(Day day)
    {
        List<Func<Day, Task>> acts = [];
        foreach (var (_, perDay, doAsync) in Acts)
        {
            var times = (int)perDay + (day.Random.NextDouble() < perDay - (int)perDay ? 1 : 0);
            acts.AddRange(Enumerable.Repeat(doAsync, times));
        }
        day.Random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(acts));
        foreach (var doAsync in acts) await doAsync(day);
        if (day.Hub is null) await OpenAsync(day);
    }

    private static async Task OpenAsync(Day day)
    {
        foreach (var path in (string[])["/api/auth/me", "/api/circles", "/api/messaging/conversations", "/api/activity", "/api/sync"])
            await day.GetAsync(path);
        if (day.Hub is { } earlier) await earlier.DisposeAsync();
        day.Hub = await HubClient.ConnectAsync(day.Host.Address, day.User.Token, (_, _) => day.Seen++, day.Cancellation);
        await day.Hub.InvokeAsync("WatchCircle", day.Cancellation, day.OwnCircle(), 0);
    }

    private static Task ForAllAsync(Bench bench, List<Day> days, Func<Day, Task> actAsync) => Parallel.ForEachAsync(
        days, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = bench.Cancellation },
        async (day, _) => await actAsync(day));

    private static long Size(string directory) => new DirectoryInfo(directory).EnumerateFiles("*.db*").Sum(static file => file.Length);

    private static void Write(
        Bench bench, List<Day> days, int population, int circles, double seconds, HostMetrics.Counts counts, long bytes, TimeSpan used,
        double idleCalls, TimeSpan idleUsed, TimeSpan idle)
    {
        double people = days.Count;
        bench.Report.Heading($"A day of {days.Count} active people out of {((long)population).Whole()}, {((long)circles).Whole()} circles");
        bench.Report.Table(["an active person", "times a day"],
            Acts.Select(static act => new[] { act.Act, act.PerDay.ToString("0.#", CultureInfo.InvariantCulture) }));
        bench.Report.Table(["measured", "an active person and day"],
        [
            ["requests over HTTP", (days.Sum(static day => day.Requests) / people).OneDigit()],
            ["of them refused (already asked, already full)", (days.Sum(static day => day.Refusals) / people).OneDigit()],
            ["grain calls", (counts.Calls / people).OneDigit()],
            ["commands that were decided", (counts.Commands / people).OneDigit()],
            ["commits", (counts.Commits / people).OneDigit()],
            ["events stored", (counts.Events / people).OneDigit()],
            ["bytes stored", (bytes / people).Whole()],
            ["posts seen live", (days.Sum(static day => day.Seen) / people).OneDigit()],
            ["processor time of the host, ms", (used.TotalMilliseconds / people).OneDigit()],
        ]);
        bench.Report.Line(
            $"{(days.Sum(static day => day.Requests) / seconds).Whole()} requests a second while they lived it. Then connected and idle: "
            + $"{(idleCalls / people / idle.TotalMinutes).TwoDigits()} grain calls a minute and device, "
            + $"{(idleUsed / idle).Percent()} of one core for all.");
    }

    /// <summary>One person on that day.</summary>
    private sealed class Day(HostApi api, CancellationToken cancellation)
    {
        public required WebProcess Host { get; init; }
        public required BenchUser User { get; init; }
        public required string Friend { get; init; }
        public required IReadOnlyList<BenchUser> Others { get; init; }
        public required string[] OwnCircles { get; init; }
        public required Zipf Popularity { get; init; }
        public required Random Random { get; init; }
        public CancellationToken Cancellation => cancellation;
        public HubClient? Hub { get; set; }
        public long Requests { get; private set; }
        /// <summary>For example to post to a circle that the person has not joined.</summary>
        public long Refusals { get; private set; }
        public long Seen { get; set; }

        public string Circle() => Popularity.Circle(Random);
        public string OwnCircle() => OwnCircles[Random.Next(OwnCircles.Length)];
        public string Stranger() => Others[Random.Next(Others.Count)].Id is var id && id != User.Id ? id : Stranger();
        public string Text() => new('x', Random.Next(20, 200));

        public Task GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);
        public Task PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, body);
        public Task PutAsync(string path, object? body) => SendAsync(HttpMethod.Put, path, body);

        private async Task SendAsync(HttpMethod method, string path, object? body)
        {
            Requests++;
            if (!await api.TryCallAsync(method, path, User, body)) Refusals++;
        }
    }

    /// <summary>Circles by popularity: the n-th is chosen as often as 1/n.</summary>
    private sealed class Zipf
    {
        private readonly double[] cumulated;

        private readonly string[] circles;

        public Zipf(string[] circles)
        {
            (this.circles, cumulated) = (circles, new double[circles.Length]);
            for (var (i, sum) = (0, 0.0); i < circles.Length; i++) cumulated[i] = sum += 1.0 / (i + 1);
        }

        public string Circle(Random random)
        {
            var at = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
            return circles[at < 0 ? ~at : at];
        }
    }
}

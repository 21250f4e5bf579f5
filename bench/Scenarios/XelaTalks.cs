using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using XelaConnect.Bench.Http;
using XelaConnect.Bench.Processes;

namespace XelaConnect.Bench.Scenarios;

/// <summary>
/// Talking with Xela: how long a token takes from the model to the reader, and what many answers at once leave to everyone else.
/// </summary>
internal static class XelaTalks
{
    private const double TargetFirst = 30;
    private const double TargetOthers = 50;
    private const int TokensOfOne = 30;

    /// <summary>A token is the letter q and a moment; an answer may have 4,000 characters.</summary>
    private const int MostTokens = 250;

    public static async Task RunAsync(Bench bench)
    {
        await bench.BuildAsync(host: true);
        await bench.BuildModelAsync();
        await OneByOneAsync(bench);
        await AtOnceAsync(bench);
    }

    private static async Task OneByOneAsync(Bench bench)
    {
        using var directory = bench.NewDirectory();
        await using var model = await StartModelAsync(directory, TokensOfOne, everyMs: 20);
        await using var host = await With(bench, model).StartHostAsync(directory);
        using var api = new HostApi(host.Address, bench.Cancellation);
        var turns = bench.Options.Number("turns", 100);
        var people = await api.SignUpAsync((turns / 10) + 1);
        Report.Progress($"{turns} turns, one after the other");
        using var reader = new AnswerReader(host.Address);
        // The first ten warm both sides up.
        for (var i = 0; i < turns + 10; i++)
        {
            if (i == 10) reader.Forget();
            await reader.ReadAsync(people[i / 10], bench.Cancellation);
        }
        bench.Report.Heading("Tokens of a reply, one reply at a time");
        reader.Write(bench.Report);
        bench.Report.Line(
            $"{turns} replies of {TokensOfOne} tokens, one every 20 ms. Target: the first under {TargetFirst:0} ms: "
            + $"{(reader.First.Percentile(99) < TargetFirst).Verdict()} (p99).");
    }

    private static async Task AtOnceAsync(Bench bench)
    {
        using var directory = bench.NewDirectory();
        await using var model = await StartModelAsync(directory, MostTokens, everyMs: 80);
        await using var host = await With(bench, model).StartHostAsync(directory);
        using var api = new HostApi(host.Address, bench.Cancellation);
        var count = bench.Options.Number("answers", 500);
        var all = await api.SignUpAsync(count + (count / 2));
        var people = all.Take(count).ToList();
        var others = await api.SignUpAsync(8);
        using var reader = new AnswerReader(host.Address);
        // Long enough for the code of an answer to be compiled for good.
        Report.Progress($"{count / 2} answers to warm up");
        await Task.WhenAll(all.Skip(count).Select(person => reader.ReadAsync(person, bench.Cancellation)));
        Report.Progress("others alone");
        await OthersAsync(host, others, TimeSpan.FromSeconds(3), bench.Cancellation);
        var alone = await OthersAsync(host, others, TimeSpan.FromSeconds(8), bench.Cancellation);

        Report.Progress($"{count} answers at once");
        var before = host.Usage.Cpu;
        var began = Stopwatch.GetTimestamp();
        // Within two seconds, as people do: begun in the same instant, all tokens of the run would come in the same instants, too.
        List<Task> answers = [];
        foreach (var person in people)
        {
            answers.Add(reader.ReadAsync(person, bench.Cancellation));
            await Task.Delay(2000 / count, bench.Cancellation);
        }
        await Task.Delay(TimeSpan.FromSeconds(2), bench.Cancellation);
        reader.Forget();
        var beside = await OthersAsync(host, others, TimeSpan.FromSeconds(10), bench.Cancellation);
        var running = answers.Count(static answer => !answer.IsCompleted);
        var cores = (host.Usage.Cpu - before) / Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(answers);
        if (running < count)
            throw new BenchException($"Only {running} of {count} answers were still running when the others were measured.");

        bench.Report.Heading($"{count} replies at once, and everyone else");
        bench.Report.Table(["`GET /api/auth/me`, 200 a second", "p50 ms", "p99 ms", "max ms"],
            [["alone", alone.Ms(50), alone.Ms(99), alone.Ms(100)],
                [$"beside {count} replies", beside.Ms(50), beside.Ms(99), beside.Ms(100)]]);
        reader.Write(bench.Report, withFirst: false);
        bench.Report.Line(
            $"Each reply has a token every 80 ms; model, readers and host share the machine. The host used {cores.TwoDigits()} cores. "
            + $"Target: others' p99 under {TargetOthers:0} ms: {(beside.Percentile(99) < TargetOthers).Verdict()}.");
    }

    /// <summary>Eight people who ask for themselves, 25 times a second each.</summary>
    private static async Task<Histogram> OthersAsync(
        WebProcess host, IReadOnlyList<BenchUser> people, TimeSpan duration, CancellationToken cancellation)
    {
        var times = new Histogram();
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(people.Select(async person =>
        {
            using var connection = await HttpConnection.ConnectAsync(host.Address, cancellation);
            var request = RequestBytes.Get(host.Address, Me.MePath, person.Token);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
            while (Stopwatch.GetTimestamp() < until && await timer.WaitForNextTickAsync(cancellation))
            {
                var asked = Stopwatch.GetTimestamp();
                if (await connection.ExchangeAsync(request.Bytes) is not 200 and var status)
                    throw new BenchException($"A read failed: {status} {connection.LastBody}");
                times.Record(Stopwatch.GetElapsedTime(asked).Ticks / TimeSpan.TicksPerMicrosecond);
            }
        }));
        return times;
    }

    private static Task<WebProcess> StartModelAsync(TempDirectory directory, int tokens, int everyMs) =>
        WebProcess.StartAsync("The model", Bench.ModelAssembly, directory.File("model.log"), new Dictionary<string, string>
        {
            ["Model__Tokens"] = $"{tokens}",
            ["Model__EveryMs"] = $"{everyMs}",
        }, CancellationToken.None);

    private static Bench With(Bench bench, WebProcess model) => bench.With(("set",
        $"Xela:Companion:Endpoint=http://{model.Address}/v1;Xela:Companion:ApiKey=bench;Xela:Companion:CallsPerDay=1000000;"
        + $"Xela:Companion:CallsPerAddressPerDay=1000000;Xela:Companion:TotalSeconds=60;Xela:Companion:FirstTokenSeconds=30"));

    /// <summary>Reads answers as events and takes the time of every token. Safe for concurrent use.</summary>
    private sealed class AnswerReader(IPEndPoint host) : IDisposable
    {
        private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(2) };

        public Histogram First { get; private set; } = new();

        public Histogram All { get; private set; } = new();

        public void Forget() => (First, All) = (new(), new());

        public void Write(Report report, bool withFirst = true) =>
            report.Table(["from the model's sending to the reader", "p50 ms", "p99 ms", "max ms"],
            [.. withFirst
                ? [["first token of a reply", First.Ms(50), First.Ms(99), First.Ms(100)]]
                : Array.Empty<string[]>(), ["every token", All.Ms(50), All.Ms(99), All.Ms(100)]]);

        public async Task ReadAsync(BenchUser person, CancellationToken cancellation)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{host}/api/xelatalks/message"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            request.Content = new StringContent("""{"message":"How was your day?"}""", Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new BenchException(
                    $"A turn failed: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
            var (first, done) = (true, false);
            while (await lines.ReadLineAsync(cancellation) is { } line)
            {
                if (line == "event: done") done = true;
                if (done || !line.StartsWith("data: {", StringComparison.Ordinal)) continue;
                var now = Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
                var text = line[(line.IndexOf("\"text\":\"", StringComparison.Ordinal) + 8)..];
                foreach (var token in text[..text.IndexOf('"', StringComparison.Ordinal)]
                    .Split('q', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    // One that the output check held back comes in two pieces; it is whole only with the second.
                    if (!long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var moment) || moment > now
                        || now - moment > 60_000_000) continue;
                    All.Record(now - moment);
                    if (first) First.Record(now - moment);
                    first = false;
                }
            }
            if (!done) throw new BenchException("An answer had no end.");
        }

        public void Dispose() => http.Dispose();
    }
}

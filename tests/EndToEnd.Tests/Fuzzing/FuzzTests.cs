using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.EndToEnd.Tests.Contract;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Fuzzing;

/// <summary>
/// Sends the host requests generated from the published document, signed webhooks, hub frames and raw bytes. Every answer must fit the
/// contract and no request may fail or hang. Afterwards no connection or request is left, the heap is where it was, and the host works.
/// <c>XELA_FUZZ_REQUESTS</c> sets the number of requests, <c>XELA_FUZZ_SEED</c> the seed. Request <c>n</c> is generated from the seed,
/// <c>n</c> and the fixture.
/// </summary>
[Collection(InProcessHosts.Name)]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Workers = 8;

    /// <summary>Requests until a worker gets a new fixture: by then callers have logged out, left or deleted too much.</summary>
    private const int SceneLasts = 600;

    private static readonly long Requests = Setting("XELA_FUZZ_REQUESTS", 20_000);
    private static readonly int Seed = (int)Setting("XELA_FUZZ_SEED", 20_260_314);

    /// <summary>
    /// How much the heap may grow between warm-up and end: caches that are not full yet, and indexes in memory of what the requests
    /// created, some hundred bytes for each person and circle. One activation of a grain that stays is some kilobytes.
    /// </summary>
    private static readonly long Margin = (48L << 20) + (100 * Requests);

    /// <summary>
    /// A task that waits for something holds a timer, since nothing here waits without a deadline; this many more are a leak.
    /// </summary>
    private const long MoreTimers = 100;

    /// <summary>Alarms that are right: a payment was made up that cannot be given.</summary>
    private static readonly int[] PaidButNotGiven = [2503, 6201];

    private readonly ConcurrentQueue<string> faults = new();
    private readonly List<string> errors = [];
    private readonly ConcurrentDictionary<int, long> statuses = new();

    [Fact]
    public async Task Fuzzed_requests_meet_no_failure_hang_or_leak()
    {
        using var levels = new ServerGauges();
        await using var stripe = await FakeStripe.StartAsync();
        await using var daily = await FakeDaily.StartAsync();
        var staffEmail = Person.NewEmail();
        await using var host = new InProcessHost("Development", [
            ("Xela:Admin:Emails:0", staffEmail), ("Logging:LogLevel:Default", "Error"),
            ("Xela:Auth:EmergentSessionDataUrl", $"{stripe.Settings[0].Value}/none"),
            ("Xela:Payments:RevenueCat:WebhookSecret", FakeRevenueCat.Secret), ("Xela:Mail:WebhookSecret", FakeRevenueCat.Secret),
            .. stripe.Settings.Concat(daily.Settings)
                .Select(setting => (setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value!))]);
        levels.Port = host.Address.Port;
        var anonymous = new Caller(host, null);
        var staff = Person.Of(host, staffEmail, (await anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(staffEmail, "Stella")))
            .Should(HttpStatusCode.Created));

        await FuzzAsync(host, staff, 0, Requests / 10);
        var (before, timersBefore) = await CalmAsync(host);
        await FuzzAsync(host, staff, Requests / 10, Requests);
        await Until.TrueAsync(() => levels.AreDown, () => $"Left open: {levels}");
        var (after, timersAfter) = await CalmAsync(host);
        output.WriteLine(
            $"{Requests} requests of seed {Seed}: {string.Join(", ", statuses.OrderBy(s => s.Key).Select(s => $"{s.Key} × {s.Value}"))}");
        output.WriteLine($"Heap {before >> 20} MiB, then {after >> 20} MiB; timers {timersBefore}, then {timersAfter}; {levels}");

        faults.ShouldBeEmpty($"{faults.Count} faults of seed {Seed}, the first ones:\n{string.Join("\n\n", faults.Take(8))}");
        errors.ShouldBeEmpty($"{errors.Count} errors were logged, the first ones:\n{string.Join("\n\n", errors.Take(5))}");
        after.ShouldBeLessThan(before + Margin);
        timersAfter.ShouldBeLessThan(timersBefore + MoreTimers);
        // The host still works for new people.
        (await (await ApiFixture.CreateAsync(host)).Owner.MeAsync()).GetProperty("name").GetString().ShouldBe("Owner");
    }

    private async Task FuzzAsync(InProcessHost host, Person staff, long from, long to)
    {
        var document = await ApiDocument.GetAsync();
        var generator = new FuzzRequests(document);
        var next = from;
        using var http = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false, UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All,
        }) { Timeout = Until.Patience };
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref next) < to && faults.Count < 50)
            {
                var context = new FuzzContext { Fixture = await ApiFixture.CreateAsync(host), Staff = await staff.LogInAsync() };
                for (var i = 0; i < SceneLasts;)
                {
                    var number = Interlocked.Increment(ref next) - 1;
                    if (number >= to || faults.Count >= 50) break;
                    i += await OneAsync(RandomOf(number), number, document, generator, context, http, host.Address);
                }
            }
        })));
    }

    // SplitMix64: the first numbers of Random are alike for consecutive seeds.
    private static Random RandomOf(long number)
    {
        unchecked
        {
            var mixed = ((ulong)number + ((ulong)Seed << 32)) * 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return new Random((int)(mixed ^ (mixed >> 31)));
        }
    }

    private async Task<int> OneAsync(
        Random random, long number, ApiDocument document, FuzzRequests generator, FuzzContext context, HttpClient http, Uri address)
    {
        FuzzRequest? request = null;
        try
        {
            switch (random.Next(100))
            {
                case < 4:
                    var (sent, wrong) = await FuzzDevice.RunAsync(random, context, address);
                    if (wrong is not null) faults.Enqueue($"#{number} hub: {wrong}");
                    return sent;
                case < 7:
                    if (await FuzzRaw.RunAsync(random, context, address) is { } raw) faults.Enqueue($"#{number} raw: {raw}");
                    return 1;
                default:
                    request = generator.Next(random, context);
                    await SendAsync(request, number, document, context, http, address);
                    return 1;
            }
        }
        catch (Exception e)
        {
            // An answer outside the contract, no answer in time, or a broken connection.
            faults.Enqueue($"#{number} {e.GetType().Name} {e.Message}\n{request}");
            return 1;
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(FuzzRequest request, Uri target, HttpClient http)
    {
        try
        {
            using var message = Message();
            return await http.SendAsync(message);
        }
        catch (HttpRequestException)
        {
            // The server may close a connection after an answer while the client already sends on it. A client then retries on another one.
            using var message = Message();
            message.Headers.ConnectionClose = true;
            return await http.SendAsync(message);
        }

        HttpRequestMessage Message()
        {
            var message = new HttpRequestMessage(new HttpMethod(request.Method), target);
            if (request.Body is not null) message.Content = new ByteArrayContent(request.Body);
            foreach (var (name, value) in request.Headers)
                if (name == "Content-Type") message.Content?.Headers.TryAddWithoutValidation(name, value);
                else message.Headers.TryAddWithoutValidation(name, value);
            return message;
        }
    }

    private async Task SendAsync(FuzzRequest request, long number, ApiDocument document, FuzzContext context, HttpClient http, Uri address)
    {
        var asItIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var target = new Uri($"{address.GetLeftPart(UriPartial.Authority)}{request.Target}", asItIs);
        using var response = await SendAsync(request, target, http);
        var body = await response.Content.ReadAsByteArrayAsync();
        var status = (int)response.StatusCode;
        statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
        var text = System.Text.Encoding.UTF8.GetString(body);
        var isFailure = status == 503
            ? request.Operation?.IsDocumented("503") != true || text.Contains("\"unavailable\"", StringComparison.Ordinal)
            : status >= 500;
        if (isFailure) faults.Enqueue($"#{number} {status} {text}\n{request}");
        if (request.Operation is null) return;
        var enveloped = request.Headers.Contains(("X-Response-Envelope", "true"));
        // Kestrel refuses some requests before the program sees them (a NUL in a path): without a body and without the program's headers.
        if (response.Headers.Contains("X-Frame-Options") && document.Find(request.Method, target.AbsolutePath) == request.Operation)
            document.Check(request.Method, target.AbsolutePath, enveloped, status, response.Content.Headers.ContentType?.ToString(), body);
        if (status < 300 && response.Content.Headers.ContentType?.MediaType == "application/json" && body.Length < 100_000)
            context.Learn(body);
    }

    /// <summary>The heap after a full collection, without idle activations, and the timers that are active.</summary>
    private async Task<(long Heap, long Timers)> CalmAsync(InProcessHost host)
    {
        // A hub refusal is no error of the host, and a payment without an owner must alarm an operator.
        errors.AddRange(host.Errors.GetSnapshot(clear: true).Where(record => !PaidButNotGiven.Contains(record.Id.Id))
            .Select(record => $"{record.Category}: {record.Message} {record.Exception}"));
        var management = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var least = long.MaxValue;
        for (var calm = 0; calm < 3;)
        {
            await management.ForceActivationCollection(TimeSpan.Zero);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            var now = GC.GetTotalMemory(forceFullCollection: true);
            calm = now < least - (1 << 20) ? 0 : calm + 1;
            least = Math.Min(least, now);
        }
        return (least, Timer.ActiveCount);
    }

    private static long Setting(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;

    /// <summary>Open requests and connections, from the server's own metrics.</summary>
    private sealed class ServerGauges : IDisposable
    {
        private static readonly string[] Names =
            ["http.server.active_requests", "kestrel.active_connections", "signalr.server.active_connections"];
        private readonly ConcurrentDictionary<string, long> open = new();
        private readonly MeterListener listener = new();

        public ServerGauges()
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (Names.Contains(instrument.Name)) listening.EnableMeasurementEvents(instrument);
            };
            // The fake Stripe is another server of this process.
            listener.SetMeasurementEventCallback<long>((instrument, measurement, tags, _) =>
            {
                foreach (var (name, value) in tags)
                    if (name == "server.port" && !Equals(value, Port)) return;
                open.AddOrUpdate(instrument.Name, measurement, (_, sum) => sum + measurement);
            });
            listener.Start();
        }

        /// <summary>The port of the host; connections of other servers in this process are not counted.</summary>
        public int Port { get; set; }

        /// <summary>Nothing is open but pooled idle connections of the test's own callers.</summary>
        public bool AreDown => open.GetValueOrDefault(Names[0]) == 0 && open.GetValueOrDefault(Names[1]) <= Workers + 2
            && open.GetValueOrDefault(Names[2]) == 0;

        public override string ToString() => string.Join(", ", open.Select(level => $"{level.Key} {level.Value}"));

        public void Dispose() => listener.Dispose();
    }
}

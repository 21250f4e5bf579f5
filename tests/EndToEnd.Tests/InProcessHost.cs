using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Orleans.Configuration;

namespace XelaConnect.EndToEnd.Tests;

/// <summary>
/// The real host with its silo, inside the test's process and on a real socket. With a collector set it exports its spans to the test.
/// Listeners see the whole process, so only one such host may run at a time.
/// </summary>
internal sealed class InProcessHost : IApiServer, IAsyncDisposable
{
    private readonly TempDirectory data = new("xela-in-process-");
    private readonly SpanExporter exported = new();
    private readonly Factory factory;
    private readonly IDisposable suppressed;

    /// <summary>An unreachable collector: the export over the network is not tested.</summary>
    public static readonly (string Key, string Value) Collector = ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");

    public InProcessHost(params (string Key, string Value)[] settings) : this("Production", settings)
    {
    }

    public InProcessHost(string environment, params (string Key, string Value)[] settings)
    {
        factory = new Factory(exported, environment, [
            ("Xela:DataDirectory", data.Path), ("Xela:Auth:BcryptCost", "4"), ("Xela:Limits:Enabled", "false"), ("Xela:Metrics:Url", "off"),
            ("Xela:Metrics:OnPublicPort", "true"), .. settings]);
        factory.UseKestrel(0);
        factory.StartServer();
        // The test's own HTTP client must not begin the trace. Not before the host runs, or what it starts would be suppressed too.
        suppressed = SuppressInstrumentationScope.Begin();
    }

    public Uri Address => factory.ClientOptions.BaseAddress;

    public IServiceProvider Services => factory.Services;

    /// <summary>What it logged as an error, or worse.</summary>
    public FakeLogCollector Errors => Services.GetFakeLogCollector();

    /// <summary>All that was exported so far. Complete once the host has ended.</summary>
    public List<Activity> Spans { get; } = [];

    /// <summary>
    /// Waits for the span of a request to this host to end. Answers the spans of its trace that ended before it, and it as the last.
    /// </summary>
    /// <param name="request">Its method and route.</param>
    public async Task<List<Activity>> TraceOfAsync(string request)
    {
        var last = await SpanAsync(span => IsRequest(span, request));
        return [.. Spans.TakeWhile(span => span != last).Where(span => span.TraceId == last.TraceId), last];
    }

    /// <summary>Waits for a span of which this is true.</summary>
    public async Task<Activity> SpanAsync(Predicate<Activity> isWanted)
    {
        using var deadline = new CancellationTokenSource(Until.Patience);
        while (!Spans.Exists(isWanted)) Spans.Add(await exported.Channel.Reader.ReadAsync(deadline.Token));
        return Spans.Find(isWanted)!;
    }

    /// <summary>Waits for the root of every trace so far: the span of a request ends after its response.</summary>
    public async Task RootsAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Patience);
        while (exported.Channel.Reader.TryRead(out var span)) Spans.Add(span);
        while (Spans.GroupBy(static span => span.TraceId).Any(static trace => trace.All(static span => span.ParentSpanId != default)))
            Spans.Add(await exported.Channel.Reader.ReadAsync(deadline.Token));
    }

    /// <summary>How many grains are active.</summary>
    public async Task<int> ActivationsAsync()
    {
        var statistics = await factory.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .GetSimpleGrainStatistics();
        return statistics.Where(type => type.GrainType.StartsWith("XelaConnect", StringComparison.Ordinal))
            .Sum(type => type.ActivationCount);
    }

    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        while (exported.Channel.Reader.TryRead(out var span)) Spans.Add(span);
        suppressed.Dispose();
        data.Dispose();
    }

    private bool IsRequest(Activity span, string request) =>
        span.Source.Name == "Microsoft.AspNetCore" && span.DisplayName == request && Equals(span.GetTagItem("server.port"), Address.Port);

    private sealed class Factory(
        SpanExporter exported, string environment, (string Key, string Value)[] settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureLogging(
                logging => logging.AddFakeLogging(
                options => options.FilteredLevels = new HashSet<LogLevel> { LogLevel.Error, LogLevel.Critical }));
            // Orleans remembers the addresses of a million grains. A small cache is soon full, so that memory that grows is not taken for
            // it.
            builder.ConfigureServices(services => services.Configure<GrainDirectoryOptions>(options => options.CacheSize = 5_000));
            builder.ConfigureServices(services => services.ConfigureOpenTelemetryTracerProvider(
                traces => traces.AddProcessor(new SimpleActivityExportProcessor(exported))));
        }
    }

    private sealed class SpanExporter : BaseExporter<Activity>
    {
        public Channel<Activity> Channel { get; } = System.Threading.Channels.Channel.CreateUnbounded<Activity>();

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch) Channel.Writer.TryWrite(span);
            return ExportResult.Success;
        }
    }
}

/// <summary>
/// Runs the tests with a host inside the process one after the other, and beside no others: its listeners would trace their clients too.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InProcessHosts
{
    public const string Name = "hosts inside the process";
}

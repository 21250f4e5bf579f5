using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using XelaConnect.ApiHost.Tests.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Operations;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_are_read_only_Prometheus_text()
    {
        await using var host = await TestHost.StartAsync();
        var metrics = await host.GetAsync("/metrics");
        metrics.Status.ShouldBe(200);
        metrics.Header("Content-Type").ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        metrics.Text.ShouldEndWith("\n");
        (await host.PostAsync("/metrics", "{}")).Status.ShouldBe(405);
        (await host.SendAsync(HttpMethod.Head, "/metrics")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("s", "tests_took_seconds", "0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf")]
    [InlineData("ms", "tests_took_milliseconds", "1 2.5 5 10 25 50 100 250 500 1000 2500 5000 10000 +Inf")]
    [InlineData("{thing}", "tests_took", "1 10 100 1000 10000 100000 1000000 +Inf")]
    public async Task Histogram_buckets_fit_the_unit(string unit, string name, string buckets)
    {
        using var meter = new Meter("XelaConnect.Tests.Buckets");
        await using var host = await TestHost.StartAsync();
        meter.CreateHistogram<double>("tests.took", unit).Record(3);
        BucketsOf(name, (await host.GetAsync("/metrics")).Text).ShouldBe(buckets);
    }

    [Fact]
    public async Task Histogram_keeps_its_advised_buckets()
    {
        using var meter = new Meter("XelaConnect.Tests.Buckets");
        await using var host = await TestHost.StartAsync();
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [7, 8] };
        meter.CreateHistogram("tests.advised", "s", null, null, advice).Record(3);
        BucketsOf("tests_advised_seconds", (await host.GetAsync("/metrics")).Text).ShouldBe("7 8 +Inf");
    }

    [Fact]
    public async Task Labels_over_the_limit_share_one_series()
    {
        using var meter = new Meter("XelaConnect.Tests.Bounded");
        await using var host = await TestHost.StartAsync();
        var counter = meter.CreateCounter<int>("tests.many");
        for (var i = 0; i < 5000; i++) counter.Add(1, new KeyValuePair<string, object?>("id", i));
        var metrics = (await host.GetAsync("/metrics")).Text;
        var lines = metrics.Split('\n').Where(line => line.StartsWith("tests_many_total", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeLessThanOrEqualTo(251);
        lines.ShouldContain(line => line.Contains("otel_metric_overflow=\"true\""));
        lines.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ShouldBe(5000);
    }

    [Fact]
    public async Task Unmatched_route_is_not_a_label()
    {
        await using var host = await TestHost.StartAsync();
        for (var i = 0; i < 5; i++) (await host.GetAsync($"/api/unmatched-{i}")).Status.ShouldBe(404);
        var metrics = (await host.GetAsync("/metrics")).Text;
        metrics.ShouldNotContain("unmatched");
        metrics.Split('\n').ShouldContain(line => line.StartsWith("http_server_request_duration_seconds_count", StringComparison.Ordinal)
            && line.Contains("status_code=\"404\"") && !line.Contains("http_route"));
    }

    [Fact]
    public async Task Remote_address_is_not_a_label()
    {
        using var meter = new Meter("System.Net.Http");
        await using var host = await TestHost.StartAsync();
        var open = meter.CreateUpDownCounter<int>("tests.client.open");
        open.Add(1, new("server.address", "tests.example"), new("network.peer.address", "192.0.2.7"));
        var metrics = (await host.GetAsync("/metrics")).Text;
        metrics.ShouldContain("tests_client_open{server_address=\"tests.example\"} 1");
    }

    private static string BucketsOf(string name, string metrics)
    {
        var buckets = Regex.Matches(metrics, $"^{name}_bucket{{.*le=\"([^\"]+)\"}}", RegexOptions.Multiline);
        return string.Join(' ', buckets.Select(bucket => bucket.Groups[1].Value));
    }
}

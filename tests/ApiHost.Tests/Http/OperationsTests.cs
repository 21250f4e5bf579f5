using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using XelaConnect.ApiHost.Http;
using XelaConnect.Operations;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed record Made(string Id, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

public sealed partial class OperationsTests
{
    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/circles/{id}", (string id, Profile profile, CurrentUser user) => TypedResults.Ok(new Made(id, default, null))).RequireAuthorization().WithSummary("Makes one").WithTags("Circles");
        app.MapGet("/api/circles", (string? cursor, int? limit, CurrentUser? user) => TypedResults.Ok(new[] { new Made("a", default, null) })).WithSummary("Lists them");
    }

    [Fact]
    public async Task Live_and_ready_answer_and_ready_is_503_when_grains_do_not()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/health/live")).Text.ShouldBe("{\"status\":\"live\"}");
        var ready = await host.GetAsync("/health/ready");
        ready.Status.ShouldBe(200);
        ready.Json.GetProperty("checks").GetProperty("grains").GetProperty("status").GetString().ShouldBe("ok");
        host.Grains.Outage = new TimeoutException("secret");
        var down = await host.GetAsync("/health/ready");
        down.Status.ShouldBe(503);
        down.Json.GetProperty("status").GetString().ShouldBe("not_ready");
        down.Text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Checks_of_others_count()
    {
        await using var host = await TestHost.StartAsync(Map, b => b.Services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy()));
        (await host.GetAsync("/health/ready")).Status.ShouldBe(503);
    }

    [Fact]
    public async Task The_root_of_the_API_greets()
    {
        await using var host = await TestHost.StartAsync();
        (await host.GetAsync("/api/")).Text.ShouldBe("{\"message\":\"XelaConnect API\"}");
        (await host.GetAsync("/api")).Status.ShouldBe(200);
    }

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*=\"(\\\\[\\\\n\"]|[^\\\\\"\\n])*\"(,[a-zA-Z_][a-zA-Z0-9_]*=\"(\\\\[\\\\n\"]|[^\\\\\"\\n])*\")*)\\})? (?<value>NaN|[+-]Inf|[-+0-9.eE]+)$")]
    private static partial Regex Sample();

    [Fact]
    public async Task Metrics_are_Prometheus_text_in_which_histograms_add_up()
    {
        using var meter = new Meter("XelaConnect.Tests");
        var counter = meter.CreateCounter<int>("tests.counted", "{thing}", "Things with a \\ and\na line break");
        var histogram = meter.CreateHistogram<double>("tests.time", "ms");
        var updown = meter.CreateUpDownCounter<long>("tests.open");
        meter.CreateObservableGauge("tests.level", () => 4.5, "By");
        await using var host = await TestHost.StartAsync(Map);
        counter.Add(2, new KeyValuePair<string, object?>("what", "a \"quoted\\thing\"\n"), new("n", 7));
        counter.Add(3, new KeyValuePair<string, object?>("what", "a \"quoted\\thing\"\n"), new("n", 7));
        histogram.Record(3);
        histogram.Record(30_000);
        updown.Add(5);
        updown.Add(-2);
        await host.GetAsync("/api/circles");
        var answer = await host.GetAsync("/metrics");
        var again = await host.GetAsync("/metrics");

        answer.Header("Content-Type").ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        answer.Text.ShouldEndWith("\n");
        var types = new Dictionary<string, string>();
        var samples = new Dictionary<string, double>();
        foreach (var line in answer.Text.TrimEnd('\n').Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal)) continue;
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                types.TryAdd(parts[2], parts[3]).ShouldBeTrue(line);
                continue;
            }
            var match = Sample().Match(line);
            match.Success.ShouldBeTrue(line);
            var name = match.Groups["name"].Value;
            types.Keys.ShouldContain(type => name == type || (types[type] == "histogram" && (name == $"{type}_bucket" || name == $"{type}_sum" || name == $"{type}_count")), line);
            samples.TryAdd(line[..line.LastIndexOf(' ')], match.Groups["value"].Value is "+Inf" ? double.PositiveInfinity : double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)).ShouldBeTrue(line);
        }
        samples["tests_counted_total{what=\"a \\\"quoted\\\\thing\\\"\\n\",n=\"7\"}"].ShouldBe(5);
        samples["tests_open"].ShouldBe(3);
        samples["tests_level_bytes"].ShouldBe(4.5);
        samples["tests_time_milliseconds_bucket{le=\"5\"}"].ShouldBe(1);
        samples["tests_time_milliseconds_bucket{le=\"+Inf\"}"].ShouldBe(2);
        samples["tests_time_milliseconds_count"].ShouldBe(2);
        samples["tests_time_milliseconds_sum"].ShouldBe(30_003);
        types.Keys.ShouldContain("http_server_request_duration_seconds");
        types.Keys.ShouldContain(name => name.StartsWith("kestrel_", StringComparison.Ordinal));
        types.Keys.ShouldContain(name => name.StartsWith("dotnet_", StringComparison.Ordinal));
        again.Text.ShouldContain("tests_level_bytes 4.5\n");
    }

    [Fact]
    public async Task Label_sets_are_bounded()
    {
        using var meter = new Meter("XelaConnect.Tests.Bounded");
        var counter = meter.CreateCounter<int>("tests.many");
        await using var host = await TestHost.StartAsync();
        for (var i = 0; i < 5000; i++) counter.Add(1, new KeyValuePair<string, object?>("id", i));
        var lines = (await host.GetAsync("/metrics")).Text.Split('\n').Where(l => l.StartsWith("tests_many_total", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeLessThanOrEqualTo(251);
        lines.Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture)).ShouldBe(5000);
    }

    [Fact]
    public void Names_follow_the_conventions()
    {
        PrometheusText.NameOf("http.server.request.duration", "s", MetricKind.Histogram).ShouldBe("http_server_request_duration_seconds");
        PrometheusText.NameOf("9 lives%", null, MetricKind.Counter).ShouldBe("_9_lives__total");
    }

    [Fact]
    public async Task The_contract_is_OpenAPI_3_1_with_session_errors_and_headers()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync("/openapi/v1.json");
        answer.Status.ShouldBe(200, answer.Text);
        var document = answer.Json;
        document.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("session").GetProperty("scheme").GetString().ShouldBe("bearer");
        var post = document.GetProperty("paths").GetProperty("/api/circles/{id}").GetProperty("post");
        post.GetProperty("summary").GetString().ShouldBe("Makes one");
        post.GetProperty("security")[0].TryGetProperty("session", out _).ShouldBeTrue();
        post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["id", "X-Response-Envelope", "Idempotency-Key"], ignoreOrder: true);
        foreach (var status in new[] { "400", "401", "404", "413", "415", "429" })
        {
            post.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()
                .ShouldBe("#/components/schemas/Error");
        }
        var get = document.GetProperty("paths").GetProperty("/api/circles").GetProperty("get");
        get.TryGetProperty("security", out _).ShouldBeFalse();
        get.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["cursor", "limit", "X-Response-Envelope"], ignoreOrder: true);
        var made = document.GetProperty("components").GetProperty("schemas").GetProperty("Made").GetProperty("properties");
        made.GetProperty("created_at").GetProperty("type").GetString().ShouldBe("string");
        made.GetProperty("created_at").GetProperty("format").GetString().ShouldBe("date-time");
        document.GetProperty("paths").EnumerateObject().ShouldNotContain(p => p.Name.StartsWith("/health", StringComparison.Ordinal) || p.Name.StartsWith("/docs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_docs_page_and_all_it_loads_come_from_this_host()
    {
        await using var host = await TestHost.StartAsync(Map);
        new Uri(new Uri(host.Address, "/docs"), (await host.GetAsync("/docs")).Header("Location")).AbsolutePath.ShouldBe("/docs/index.html");
        var page = await host.GetAsync("/docs/index.html");
        page.Status.ShouldBe(200);
        page.Header("Content-Security-Policy")!.ShouldContain("script-src 'self'");
        var assets = Regex.Matches(page.Text, "(?:src|href)=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        assets.ShouldNotBeEmpty();
        foreach (var asset in assets)
        {
            asset.ShouldNotContain("//");
            (await host.GetAsync("/docs/" + asset.TrimStart('.', '/'))).Status.ShouldBe(200, asset);
        }
        // The policy forbids inline scripts, so the page must have none.
        Regex.Matches(page.Text, "<script(?![^>]*src=)[^>]*>").ShouldBeEmpty();
        (await host.GetAsync("/docs/index.js")).Text.ShouldContain("/openapi/v1.json");
    }

    [Fact]
    public async Task Security_headers_are_everywhere()
    {
        await using var host = await TestHost.StartAsync(Map);
        foreach (var path in new[] { "/api/", "/api/unknown", "/health/live", "/docs/index.html" })
        {
            var answer = await host.GetAsync(path);
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
            answer.Header("X-Frame-Options").ShouldBe("DENY");
            answer.Header("Referrer-Policy").ShouldBe("no-referrer");
            answer.Header("Content-Security-Policy")!.ShouldContain("default-src 'none'");
            answer.Header("Strict-Transport-Security").ShouldBeNull();
            answer.Header("Server").ShouldBeNull();
        }
    }

    [Fact]
    public async Task CORS_is_off_unless_set_and_then_for_those_origins_alone()
    {
        await using (var closed = await TestHost.StartAsync(Map))
            (await closed.GetAsync("/api/", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        await using var host = await TestHost.StartAsync(Map, null, ("Xela:Http:CorsOrigins:0", "https://app.example"));
        (await host.GetAsync("/api/", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin").ShouldBe("https://app.example");
        (await host.GetAsync("/api/unknown", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin").ShouldBe("https://app.example");
        (await host.GetAsync("/api/", null, ("Origin", "https://evil.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        var preflight = await host.SendAsync(HttpMethod.Options, "/api/circles/1", null, null,
            ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,idempotency-key"));
        preflight.Status.ShouldBe(204);
        preflight.Header("Access-Control-Allow-Headers")!.ShouldContain("idempotency-key");
    }

    [Fact]
    public async Task A_forwarded_address_is_believed_only_from_a_trusted_proxy()
    {
        void Address(IEndpointRouteBuilder app) => app.MapGet("/api/address", (HttpContext http) => http.Connection.RemoteIpAddress!.ToString());
        await using (var untrusting = await TestHost.StartAsync(Address))
            (await untrusting.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7"))).Text.ShouldBe("127.0.0.1");
        await using var host = await TestHost.StartAsync(Address, null, ("Xela:Http:TrustedProxies:0", "127.0.0.0/8"));
        (await host.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7"))).Text.ShouldBe("203.0.113.7");
    }
}

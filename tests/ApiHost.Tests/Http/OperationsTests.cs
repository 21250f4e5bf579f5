using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed record Made(string Id, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

public sealed class OperationsTests
{
    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/circles/{id}", (string id, Profile profile, CurrentUser user) => TypedResults.Ok(new Made(id, default, null)))
            .RequireAuthorization().WithSummary("Makes one").WithTags("Circles");
        app.MapGet(
            "/api/circles", (string? cursor, int? limit, CurrentUser? user) => TypedResults.Ok(new[] { new Made("a", default, null) }))
            .WithSummary("Lists them");
    }

    [Fact]
    public async Task Ready_is_a_503_when_grains_do_not_answer()
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
    public async Task Additional_health_checks_count()
    {
        await using var host = await TestHost.StartAsync(
            Map, b => b.Services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy()));
        (await host.GetAsync("/health/ready")).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Api_root_returns_a_greeting()
    {
        await using var host = await TestHost.StartAsync();
        (await host.GetAsync("/api/")).Text.ShouldBe("{\"message\":\"XelaConnect API\"}");
        (await host.GetAsync("/api")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Document_is_OpenAPI_3_1_with_errors_and_headers()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync("/openapi/v1.json");
        answer.Status.ShouldBe(200, answer.Text);
        var document = answer.Json;
        document.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        document.GetProperty("components").GetProperty("securitySchemes").GetProperty("session").GetProperty("scheme").GetString()
            .ShouldBe("bearer");
        var post = document.GetProperty("paths").GetProperty("/api/circles/{id}").GetProperty("post");
        post.GetProperty("summary").GetString().ShouldBe("Makes one");
        post.GetProperty("security")[0].TryGetProperty("session", out _).ShouldBeTrue();
        post.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["id", "X-Response-Envelope", "Idempotency-Key"], ignoreOrder: true);
        foreach (var status in new[] { "400", "401", "404", "413", "415", "429" })
        {
            post.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema")
                .GetProperty("$ref").GetString()
                .ShouldBe("#/components/schemas/Error");
        }
        var get = document.GetProperty("paths").GetProperty("/api/circles").GetProperty("get");
        get.GetProperty("security").GetArrayLength().ShouldBe(0);
        get.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["cursor", "limit", "X-Response-Envelope"], ignoreOrder: true);
        var made = document.GetProperty("components").GetProperty("schemas").GetProperty("Made").GetProperty("properties");
        made.GetProperty("created_at").GetProperty("type").GetString().ShouldBe("string");
        made.GetProperty("created_at").GetProperty("format").GetString().ShouldBe("date-time");
        document.GetProperty("paths").EnumerateObject()
            .ShouldNotContain(p => p.Name.StartsWith("/health", StringComparison.Ordinal)
            || p.Name.StartsWith("/docs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Root_redirects_browsers_to_the_docs_page()
    {
        await using var host = await TestHost.StartWholeAsync();
        var browser = await host.GetAsync("/", null, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        browser.Status.ShouldBe(302);
        browser.Header("Location").ShouldBe("/docs/index.html");
        (await host.GetAsync("/docs/index.html")).Status.ShouldBe(200);
        (await host.SendAsync(HttpMethod.Head, "/", null, null, ("Accept", "text/html"))).Status.ShouldBe(302);
        foreach (var accept in (string[])["*/*", "application/json"])
        {
            var program = await host.GetAsync("/", null, ("Accept", accept));
            (program.Status, program.Code, program.Header("Vary")).ShouldBe((404, "not_found", "Accept"));
        }
    }

    [Fact]
    public async Task Docs_page_loads_only_from_this_host()
    {
        await using var host = await TestHost.StartAsync(Map);
        new Uri(new Uri(host.Address, "/docs"), (await host.GetAsync("/docs")).Header("Location"))
            .AbsolutePath.ShouldBe("/docs/index.html");
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
    public async Task Every_response_has_security_headers()
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
    public async Task CORS_allows_only_configured_origins()
    {
        await using (var closed = await TestHost.StartAsync(Map))
            (await closed.GetAsync("/api/", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        await using var host = await TestHost.StartAsync(Map, null, ("Xela:Http:CorsOrigins:0", "https://app.example"));
        (await host.GetAsync("/api/", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin")
            .ShouldBe("https://app.example");
        (await host.GetAsync("/api/unknown", null, ("Origin", "https://app.example"))).Header("Access-Control-Allow-Origin")
            .ShouldBe("https://app.example");
        (await host.GetAsync("/api/", null, ("Origin", "https://evil.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        var preflight = await host.SendAsync(HttpMethod.Options, "/api/circles/1", null, null,
            ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,idempotency-key"));
        preflight.Status.ShouldBe(204);
        preflight.Header("Access-Control-Allow-Headers")!.ShouldContain("idempotency-key");
    }

    [Fact]
    public async Task CORS_for_any_origin_allows_credentials()
    {
        await using var host = await TestHost.StartAsync(Map, null, ("Xela:Http:CorsOrigins", "*"));
        foreach (var origin in (string[])["https://app.example", "http://localhost:5173"])
        {
            var answer = await host.GetAsync("/api/", null, ("Origin", origin));
            answer.Header("Access-Control-Allow-Origin").ShouldBe(origin);
            answer.Header("Access-Control-Allow-Credentials").ShouldBe("true");
            answer.Header("Vary")!.ShouldContain("Origin");
            var preflight = await host.SendAsync(HttpMethod.Options, "/hubs/live/negotiate", null, null,
                ("Origin", origin), ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "authorization,x-requested-with,x-signalr-user-agent"));
            (preflight.Status, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Credentials"))
                .ShouldBe((204, origin, "true"));
        }
    }

    [Fact]
    public async Task Development_allows_local_origins()
    {
        await using var host = await TestHost.StartAsync(Map, builder => builder.Environment.EnvironmentName = "Development");
        (await host.GetAsync("/api/", null, ("Origin", "http://localhost:5173"))).Header("Access-Control-Allow-Origin")
            .ShouldBe("http://localhost:5173");
        (await host.GetAsync("/api/", null, ("Origin", "https://evil.example"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
        (await host.GetAsync("/api/", null, ("Origin", "null"))).Header("Access-Control-Allow-Origin").ShouldBeNull();
    }

    [Fact]
    public async Task Forwarded_address_is_used_only_from_a_trusted_proxy()
    {
        void Address(IEndpointRouteBuilder app) =>
            app.MapGet("/api/address", (HttpContext http) => http.Connection.RemoteIpAddress!.ToString());
        await using (var untrusting = await TestHost.StartAsync(Address))
            (await untrusting.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7"))).Text.ShouldBe("127.0.0.1");
        await using var host = await TestHost.StartAsync(Address, null, ("Xela:Http:TrustedProxies:0", "127.0.0.0/8"));
        (await host.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7"))).Text.ShouldBe("203.0.113.7");
        (await host.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7, 127.0.0.2, 127.0.0.3")))
            .Text.ShouldBe("203.0.113.7", "behind several proxies");
        (await host.GetAsync("/api/address", null, ("X-Forwarded-For", "203.0.113.7, 198.51.100.1, 127.0.0.3")))
            .Text.ShouldBe("198.51.100.1", "what an untrusted one says is not believed");
    }
}

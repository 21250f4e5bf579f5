using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

/// <summary>
/// What guards a route holds in every spelling of its path, since it hangs on the endpoint and the router ignores case, encoding and
/// trailing slashes.
/// </summary>
public sealed class RouteGuardsTests
{
    private static readonly string[] Names = ["upper case", "title case", "encoded letter", "encoded first segment", "trailing slash"];

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Alternative_path_spelling_has_the_same_guards(int spelling)
    {
        await using var host = await TestHost.StartWholeAsync();
        var checkedRoutes = 0;
        foreach (var (method, path) in Routes(host))
        {
            var (asUsual, spelled) = (await AskAsync(method, path), await AskAsync(method, Spell(path, spelling)));
            var route = $"{method} {Spell(path, spelling)} ({Names[spelling]})";
            spelled.Status.ShouldBe(asUsual.Status, route);
            spelled.Header("Cache-Control").ShouldBe(asUsual.Header("Cache-Control"), route);
            spelled.Header("Content-Security-Policy").ShouldBe(asUsual.Header("Content-Security-Policy"), route);
            // What is not refused may say what time it is.
            if (asUsual.Status >= 400) WithoutTrace(spelled).ShouldBe(WithoutTrace(asUsual), route);
            checkedRoutes++;
        }
        checkedRoutes.ShouldBeGreaterThan(80);

        // With a key that has no usable form and the envelope, which a guard that is passed over would not notice.
        Task<TestResponse> AskAsync(string method, string path) => host.SendAsync(
            new HttpMethod(method), path, method == "GET" ? null : new StringContent("{}", Encoding.UTF8, "application/json"), "invented",
            ("Idempotency-Key", "a key of several words"), ("X-Response-Envelope", "true"));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task Alternative_path_spelling_shares_the_limit(int spelling)
    {
        await using var host = await TestHost.StartAsync(
            app => app.MapPost("/api/login", () => "ok").SignInLimits(), null,
            ("Xela:Limits:Enabled", "true"), ("Xela:Limits:SignIn:PerSecond", "1"), ("Xela:Limits:SignIn:Burst", "2"));
        for (var i = 0; i < 30; i++) await host.PostAsync("/api/login", "{}");
        var answers = new List<int>();
        for (var i = 0; i < 30; i++) answers.Add((await host.PostAsync(Spell("/api/login", spelling), "{}")).Status);
        answers.ShouldContain(429);
    }

    [Fact]
    public async Task Route_without_policy_is_denied()
    {
        await using var host = await TestHost.StartWholeAsync(more => more.MapGet("/api/forgotten", () => "secret"));
        (await host.GetAsync("/api/forgotten")).Code.ShouldBe("unauthenticated");
        (await host.GetAsync("/api/forgotten", host.SignIn("user-a"))).Code.ShouldBe("forbidden");
        (await host.GetAsync("/api/nothing-here")).Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task Head_is_served_wherever_get_is()
    {
        await using var host = await TestHost.StartWholeAsync();
        foreach (var (_, path) in Routes(host).Where(route => route.Method == "GET"))
        {
            var (get, head) = (await host.GetAsync(path), await host.SendAsync(HttpMethod.Head, path));
            head.Status.ShouldBe(get.Status, path);
            head.Bytes.ShouldBeEmpty(path);
            head.Header("Content-Type").ShouldBe(get.Header("Content-Type"), path);
        }
    }

    /// <summary>Every route with a method and a path, its parameters filled in.</summary>
    private static IEnumerable<(string Method, string Path)> Routes(TestHost host) =>
        from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        from method in methods
        where method is not ("HEAD" or "OPTIONS") && endpoint.RoutePattern.PathSegments.Count > 0
        select (method, Filled(endpoint.RoutePattern));

    private static string Filled(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "x",
        }))));

    private static string Spell(string path, int spelling) => spelling switch
    {
        0 => path.ToUpperInvariant(),
        1 => string.Join('/', path.Split('/').Select(part => part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..])),
        2 => path[..^1] + $"%{(int)path[^1]:x2}",
        3 => $"/%{(int)path[1]:x2}{path[2..]}",
        _ => path + "/",
    };

    private static string WithoutTrace(TestResponse answer) =>
        answer.Text.IndexOf("trace_id", StringComparison.Ordinal) is var at and >= 0 ? answer.Text[..at] : answer.Text;
}

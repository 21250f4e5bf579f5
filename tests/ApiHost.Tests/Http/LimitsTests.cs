using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class LimitsTests
{
    // A bucket fills by one a second at least; bursts far larger than what a test spends, or a few of which a slow run may refill, keep
    // these exact enough.
    private static (string, string)[] Limits(int user, int anonymous, int signIn) =>
    [
        ("Xela:Limits:Enabled", "true"),
        ("Xela:Limits:User:PerSecond", "1"), ("Xela:Limits:User:Burst", $"{user}"),
        ("Xela:Limits:Anonymous:PerSecond", "1"), ("Xela:Limits:Anonymous:Burst", $"{anonymous}"),
        ("Xela:Limits:SignIn:PerSecond", "1"), ("Xela:Limits:SignIn:Burst", $"{signIn}"),
    ];

    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me", (HttpContext http) => CurrentUser.Of(http).UserId).RequireAuthorization();
        app.MapGet("/api/open", () => "ok");
        app.MapGet("/api/urgent", (CurrentUser user, RateLimits limits) => limits.AdmitsUser(user.UserId, out var retryAfter)
            ? user.UserId
            : $"over {retryAfter > 0}")
            .WithMetadata(new HandlesLimitMetadata());
        app.MapPost("/api/login", () => "ok").SignInLimits();
    }

    private static async Task<List<TestResponse>> ManyAsync(Func<Task<TestResponse>> send, int count)
    {
        var answers = new List<TestResponse>();
        for (var i = 0; i < count; i++) answers.Add(await send());
        return answers;
    }

    [Fact]
    public async Task Rate_limit_of_one_person_does_not_affect_another()
    {
        await using var host = await TestHost.StartAsync(Map, null, Limits(user: 3, anonymous: 1000, signIn: 1000));
        string a = host.SignIn("user-a"), b = host.SignIn("user-b");
        var answers = await ManyAsync(() => host.GetAsync("/api/me", a), 60);
        var refused = answers.First(x => x.Status == 429);
        refused.Code.ShouldBe("rate_limited");
        int.Parse(refused.Header("Retry-After")!).ShouldBeGreaterThan(0);
        (await host.GetAsync("/api/me", b)).Status.ShouldBe(200);
        (await host.GetAsync("/api/open")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Urgent_route_is_served_over_the_limit()
    {
        await using var host = await TestHost.StartAsync(Map, null, Limits(user: 3, anonymous: 1000, signIn: 1000));
        var answers = await ManyAsync(() => host.GetAsync("/api/urgent", host.SignIn("user-a")), 60);
        answers.ShouldAllBe(answer => answer.Status == 200);
        answers[0].Text.ShouldBe("user-a");
        answers.ShouldContain(answer => answer.Text == "over True");
        (await host.GetAsync("/api/urgent", "invented")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Sign_in_has_a_stricter_limit_by_address()
    {
        await using var host = await TestHost.StartAsync(Map, null, Limits(user: 1000, anonymous: 300, signIn: 2));
        (await ManyAsync(() => host.PostAsync("/api/login", "{}"), 60)).ShouldContain(x => x.Status == 429);
        (await host.GetAsync("/api/open")).Status.ShouldBe(200);
        (await ManyAsync(() => host.GetAsync("/api/me", "invented"), 900)).ShouldContain(x => x.Status == 429);
        (await host.GetAsync("/api/me", host.SignIn("user-a"))).Status.ShouldBe(200);
        // Operators' routes are served during a flood.
        (await host.GetAsync("/health/live")).Status.ShouldBe(200);
        (await host.GetAsync("/metrics")).Text.ShouldContain("xela_http_rate_limited_total");
    }

    [Fact]
    public async Task Searches_have_their_own_budget()
    {
        await using var host = await TestHost.StartAsync(
            app => app.MapGet("/api/notes", (CurrentUser user) => user.UserId)
                .RequireRateLimiting(RateLimits.Search), null, Limits(user: 10_000, anonymous: 1000, signIn: 1000));
        string a = host.SignIn("user-a"), b = host.SignIn("user-b");
        (await ManyAsync(() => host.GetAsync("/api/notes?q=word", a), 200)).First(x => x.Status == 429).Code.ShouldBe("rate_limited");
        (await host.GetAsync("/api/notes?q=word", b)).Status.ShouldBe(200);
        (await ManyAsync(() => host.GetAsync("/api/notes", a), 200)).ShouldAllBe(x => x.Status == 200);
    }

    [Fact]
    public async Task Guests_have_a_smaller_budget_than_members()
    {
        await using var host = await TestHost.StartAsync(
            Map, null,
            [.. Limits(user: 10_000, anonymous: 1000, signIn: 1000), ("Xela:Limits:Guest:PerSecond", "1"),
            ("Xela:Limits:Guest:Burst", "3")]);
        var guest = host.Services.GetRequiredService<SessionTokens>()
            .Issue(host.Grains.Open("user-guest", host.Clock.GetUtcNow()), isMember: false);
        (await ManyAsync(() => host.GetAsync("/api/me", guest), 60)).ShouldContain(x => x.Status == 429);
        (await ManyAsync(() => host.GetAsync("/api/me", host.SignIn("user-a")), 60)).ShouldAllBe(x => x.Status == 200);
    }

    [Fact]
    public async Task Rate_limits_can_be_disabled()
    {
        await using var host = await TestHost.StartAsync(Map, null, [.. Limits(1, 1, 1)[1..], ("Xela:Limits:Enabled", "false")]);
        (await ManyAsync(() => host.PostAsync("/api/login", "{}"), 30)).ShouldAllBe(x => x.Status == 200);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Addresses_of_one_network_share_a_limit(string one, string other, bool same)
    {
        System.Net.IPAddress Of(string text) =>
            RateLimits.AddressOf(new DefaultHttpContext { Connection = { RemoteIpAddress = System.Net.IPAddress.Parse(text) } });
        Of(one).Equals(Of(other)).ShouldBe(same);
    }
}

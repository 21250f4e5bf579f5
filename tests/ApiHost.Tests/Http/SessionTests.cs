using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class SessionTests
{
    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me", (HttpContext http) => TypedResults.Ok(new { id = CurrentUser.Of(http).UserId })).RequireAuthorization();
        app.MapGet("/api/bound", (CurrentUser user) => TypedResults.Ok(new { id = user.UserId, sid = user.SessionId }));
        app.MapGet("/api/maybe", (CurrentUser? user) => TypedResults.Ok(new { id = user?.UserId }));
        app.MapGet(
            "/hubs/live", (HttpContext http) =>
            TypedResults.Ok(
                new { id = CurrentUser.Of(http).UserId, query = http.Request.QueryString.Value, name = http.User.FindFirst("sid")?.Value }))
            .RequireAuthorization().WithMetadata(new LiveMetadata());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-')
        .Replace('/', '_');

    private static string Signed(string header, string payload, string key)
    {
        var text = Encoding.UTF8.GetBytes($"{Base64(header)}.{Base64(payload)}");
        var secret = Encoding.UTF8.GetBytes(key);
        var signature = header.Contains("HS512") ? HMACSHA512.HashData(secret, text) : HMACSHA256.HashData(secret, text);
        return $"{Encoding.UTF8.GetString(text)}.{Convert.ToBase64String(signature).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
    }

    [Fact]
    public async Task Ended_session_is_rejected_at_once()
    {
        await using var host = await TestHost.StartAsync(Map);
        var token = host.SignIn("user-1");
        for (var i = 0; i < 3; i++) (await host.GetAsync("/api/me", token)).Text.ShouldBe("{\"id\":\"user-1\"}");
        host.Grains.SessionChecks.ShouldBe(3);
        host.Grains.Sessions.Clear();
        var dead = await host.GetAsync("/api/me", token);
        dead.Status.ShouldBe(401);
        dead.Code.ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task CurrentUser_parameter_requires_a_session()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/bound")).Status.ShouldBe(401);
        (await host.GetAsync("/api/bound", host.SignIn("user-1"))).Json.GetProperty("id").GetString().ShouldBe("user-1");
        (await host.GetAsync("/api/maybe")).Text.ShouldBe("{\"id\":null}");
        (await host.GetAsync("/api/maybe", host.SignIn("user-2"))).Text.ShouldBe("{\"id\":\"user-2\"}");
        (await host.GetAsync("/api/maybe", "rubbish")).Text.ShouldBe("{\"id\":null}");
    }

    [Fact]
    public async Task Invalid_token_is_rejected()
    {
        await using var host = await TestHost.StartAsync(Map);
        var session = host.Grains.Open("user-1", host.Clock.GetUtcNow());
        var tokens = host.Services.GetRequiredService<SessionTokens>();
        var good = tokens.Issue(session, isMember: true);
        long now = host.Clock.GetUtcNow().ToUnixTimeSeconds(), later = now + 1000;
        string Claims(string sub, long exp) => $$"""{"sub":"{{sub}}","sid":"{{session.Id}}","iat":{{now}},"exp":{{exp}}}""";
        const string HS256 = """{"alg":"HS256","typ":"JWT"}""";
        // The same construction with the right key and claims is good, so that what follows is refused for its own reason.
        (await host.GetAsync("/api/me", Signed(HS256, Claims("user-1", later), TestHost.Key))).Status.ShouldBe(200);
        var parts = good.Split('.');
        var bad = new Dictionary<string, string>
        {
            ["other key"] = Signed(HS256, Claims("user-1", later), "another key that is also 32 bytes or longer"),
            ["expired"] = Signed(HS256, Claims("user-1", now), TestHost.Key),
            ["no expiry"] = Signed(HS256, $$"""{"sub":"user-1","sid":"{{session.Id}}"}""", TestHost.Key),
            ["no session"] = Signed(HS256, $$"""{"sub":"user-1","exp":{{later}}}""", TestHost.Key),
            ["someone else's session"] = Signed(HS256, Claims("user-2", later), TestHost.Key),
            ["unknown session"] = Signed(HS256, $$"""{"sub":"user-1","sid":"session-x","exp":{{later}}}""", TestHost.Key),
            ["alg none"] = $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{Base64(Claims("user-1", later))}.",
            ["alg none with signature"] = $"{Base64("""{"alg":"none","typ":"JWT"}""")}.{Base64(Claims("user-1", later))}.{parts[2]}",
            ["other alg"] = Signed("""{"alg":"HS512","typ":"JWT"}""", Claims("user-1", later), TestHost.Key),
            ["other type"] = Signed("""{"alg":"HS256","typ":"at+jwt"}""", Claims("user-1", later), TestHost.Key),
            ["truncated"] = good[..^5],
            ["without signature"] = $"{parts[0]}.{parts[1]}.",
            ["changed claims"] = $"{parts[0]}.{Base64(Claims("user-2", later))}.{parts[2]}",
            ["two parts"] = $"{parts[0]}.{parts[1]}",
            ["rubbish"] = "rubbish",
            ["dots"] = "..",
            ["long"] = new string('a', 10_000),
        };
        foreach (var (what, token) in bad)
        {
            var answer = await host.GetAsync("/api/me", token);
            answer.Status.ShouldBe(401, what);
            answer.Code.ShouldBe("unauthenticated");
        }
        (await host.GetAsync("/api/me", good)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Cached_token_expires()
    {
        await using var host = await TestHost.StartAsync(Map);
        var token = host.SignIn("user-1");
        (await host.GetAsync("/api/me", token)).Status.ShouldBe(200);
        host.Clock.Advance(Sessions.Lifetime - TimeSpan.FromSeconds(1));
        (await host.GetAsync("/api/me", token)).Status.ShouldBe(200);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.GetAsync("/api/me", token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Token_outside_the_authorization_header_is_rejected()
    {
        await using var host = await TestHost.StartAsync(Map);
        var token = host.SignIn("user-1");
        (await host.GetAsync("/api/me", null, ("Authorization", $"Basic {token}"))).Status.ShouldBe(401);
        (await host.GetAsync("/api/me", null, ("Authorization", token))).Status.ShouldBe(401);
        (await host.GetAsync("/api/me", null, ("Authorization", $"bearer {token}"))).Status.ShouldBe(200);
        (await host.GetAsync($"/api/me?access_token={token}")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Hub_token_in_the_query_is_never_logged()
    {
        // Settings that ask for everything must not bring the query back.
        await using var host = await TestHost.StartAsync(Map, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
                ["Logging:Fake:LogLevel:Microsoft.AspNetCore.Hosting"] = "Trace",
            });
        });
        var token = host.SignIn("user-1");
        var answer = await host.GetAsync($"/hubs/live?id=7&access_token={token}");
        answer.Status.ShouldBe(200);
        answer.Json.GetProperty("id").GetString().ShouldBe("user-1");
        answer.Json.GetProperty("query").GetString().ShouldBe("?id=7");
        answer.Json.GetProperty("name").GetString().ShouldStartWith("session-");
        (await host.GetAsync($"/hubs/live?access_token={token}x")).Status.ShouldBe(401);
        (await host.GetAsync($"/api/unknown?access_token={token}")).Status.ShouldBe(404);
        (await host.GetAsync("/api/me", token)).Status.ShouldBe(200);
        host.Logs.GetSnapshot().ShouldContain(record =>
            record.Category == "XelaConnect.Requests" && record.Id.Id == 6001 && record.Message.Contains("GET /hubs/live 200"));
        var signature = token[^20..];
        host.Logs.GetSnapshot().ShouldNotContain(record => record.Whole().Contains(signature) || record.Whole().Contains("access_token"));
    }

    [Fact]
    public void Token_cache_is_bounded_and_keeps_used_tokens()
    {
        var remembered = new VerifiedTokens(1000);
        var used = new TokenHash(1, 1);
        remembered.Remember(used, new VerifiedToken(new SessionPrincipal("u", "s", isMember: true), 1, null!));
        for (var i = 0; i < 20_000; i++)
        {
            remembered.Remember(new TokenHash((UInt128)i, 2), new VerifiedToken(new SessionPrincipal("u", "s", isMember: true), 1, null!));
            if (i % 100 == 0) remembered.Find(used).ShouldNotBeNull();
        }
        remembered.Count.ShouldBeLessThanOrEqualTo(1000);
    }
}

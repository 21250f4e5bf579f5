using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class IdempotencyTests
{
    private const string Header = "Idempotency-Key";
    private readonly ConcurrentQueue<string> operations = new();
    private int effects;

    private void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/pay", (Profile profile, HttpContext http) =>
        {
            operations.Enqueue(Operation.Of(http));
            return TypedResults.Created(
                "/api/pay/1", new { number = Interlocked.Increment(ref effects), session_token = "a-secret-token", profile.Name });
        });
        app.MapPost("/api/broken", string () =>
        {
            Interlocked.Increment(ref effects);
            throw new InvalidOperationException();
        });
        app.MapPost("/api/busy", () => OutcomeResults.Refuse(new Fault(FaultKind.TooMany, "busy", "Busy.", null, 3)));
        app.MapPost(
            "/api/refused", () => OutcomeResults.Refuse(
            new Fault(FaultKind.Conflict, "refused", $"No {Interlocked.Increment(ref effects)}.")));
        app.MapPost("/api/webhooks/stripe", () => TypedResults.Ok(Interlocked.Increment(ref effects))).CalledByService();
        app.MapPost("/api/mine", (CurrentUser user, HttpContext http) =>
        {
            operations.Enqueue(Operation.Of(http));
            return TypedResults.Ok(new { user.UserId, number = Interlocked.Increment(ref effects) });
        });
    }

    [Fact]
    public async Task Concurrent_identical_requests_have_one_effect_and_response()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k-1"))));
        effects.ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == 201 && a.Text == answers[0].Text && a.Header("Location") == "/api/pay/1"
            && a.Header("Content-Type") == answers[0].Header("Content-Type"));
        answers.Count(a => a.Header("Idempotent-Replayed") == "true").ShouldBe(99);
        answers.ShouldAllBe(a => a.Header("Cache-Control") == "no-store");
    }

    [Fact]
    public async Task Key_reused_for_another_request_is_a_409()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"))).Status.ShouldBe(201);
        foreach (var (path, body) in new[] {
            ("/api/pay", "{\"name\":\"b\"}"), ("/api/refused", "{\"name\":\"a\"}"), ("/api/pay?x=1", "{\"name\":\"a\"}") })
        {
            var other = await host.PostAsync(path, body, null, (Header, "k"));
            other.Status.ShouldBe(409);
            other.Code.ShouldBe("idempotency_key_reused");
        }
        effects.ShouldBe(1);
    }

    [Fact]
    public async Task Token_response_is_repeated_only_under_an_unguessable_key()
    {
        void Tokens(IEndpointRouteBuilder app) => app.MapPost("/api/token", (HttpContext http) =>
        {
            operations.Enqueue(Operation.Of(http));
            return TypedResults.Ok(new { session_token = $"token {Interlocked.Increment(ref effects)}" });
        }).SignInLimits();
        await using var host = await TestHost.StartAsync(Tokens);
        var guessable = new string('k', 31);
        var first = await host.SendAsync(HttpMethod.Post, "/api/token", null, null, (Header, guessable));
        var second = await host.SendAsync(HttpMethod.Post, "/api/token", null, null, (Header, guessable));
        second.Text.ShouldNotBe(first.Text, "another person behind the same address");
        second.Header("Idempotent-Replayed").ShouldBeNull();
        operations.Distinct().Count().ShouldBe(2);
        host.Grains.Stored.ShouldBeEmpty();

        await host.PostAsync("/api/token", "{\"password\":\"a\"}", null, (Header, guessable));
        await host.PostAsync("/api/token", "{\"password\":\"a\"}", null, (Header, guessable));
        await host.PostAsync("/api/token", "{\"password\":\"b\"}", null, (Header, guessable));
        operations.Distinct().Count().ShouldBe(4, "the same body is the same operation");

        var key = Guid.NewGuid().ToString("N");
        var stored = await host.PostAsync("/api/token", "{}", null, (Header, key));
        (await host.PostAsync("/api/token", "{}", null, (Header, key))).Text.ShouldBe(stored.Text);
        (await host.PostAsync("/api/token", "{\"a\":1}", null, (Header, key))).Status.ShouldBe(409);

        var mine = await host.PostAsync("/api/token", "{}", host.SignIn("user-1"), (Header, "short"));
        (await host.PostAsync("/api/token", "{}", host.SignIn("user-1"), (Header, "short")))
            .Text.ShouldBe(mine.Text, "a person's keys are their own");
    }

    [Fact]
    public async Task Key_belongs_to_its_caller()
    {
        await using var host = await TestHost.StartAsync(Map);
        string a = host.SignIn("user-a"), b = host.SignIn("user-b");
        var first = await host.PostAsync("/api/mine", "{}", a, (Header, "k"));
        var second = await host.PostAsync("/api/mine", "{}", b, (Header, "k"));
        first.Json.GetProperty("user_id").GetString().ShouldBe("user-a");
        second.Json.GetProperty("user_id").GetString().ShouldBe("user-b");
        (await host.PostAsync("/api/mine", "{}", a, (Header, "k"))).Text.ShouldBe(first.Text);
        operations.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Refusal_is_repeated_and_failure_is_retried()
    {
        await using var host = await TestHost.StartAsync(Map);
        var first = await host.PostAsync("/api/refused", "{}", null, (Header, "refused"));
        first.Status.ShouldBe(409);
        (await host.PostAsync("/api/refused", "{}", null, (Header, "refused"))).Text.ShouldBe(first.Text);
        var invalid = await host.PostAsync("/api/pay", "{\"name\":5}", null, (Header, "invalid"));
        invalid.Status.ShouldBe(400);
        (await host.PostAsync("/api/pay", "{\"name\":5}", null, (Header, "invalid"))).Text.ShouldBe(invalid.Text);
        var stored = host.Grains.Stored.Count;
        stored.ShouldBe(2);

        effects = 0;
        for (var i = 0; i < 2; i++)
        {
            (await host.PostAsync("/api/broken", "{}", null, (Header, "broken"))).Status.ShouldBe(500);
            (await host.PostAsync("/api/busy", "{}", null, (Header, "busy"))).Header("Retry-After").ShouldBe("3");
            (await host.PostAsync("/api/mine", "{}", null, (Header, "mine"))).Status.ShouldBe(401);
            (await host.SendAsync(HttpMethod.Post, "/api/pay", new StringContent("x", Encoding.UTF8, "text/plain"), null,
                (Header, "media"))).Status.ShouldBe(415);
            (await host.PostAsync("/api/pay", $"{{\"name\":\"{new string('a', 300_000)}\"}}", null, (Header, "large")))
                .Status.ShouldBe(413);
            (await host.PostAsync("/api/unknown", "{}", null, (Header, "unknown"))).Status.ShouldBe(404);
        }
        effects.ShouldBe(2);
        host.Grains.Stored.Count.ShouldBe(stored);
    }

    [Fact]
    public async Task Unstored_response_is_a_503_and_retries_the_same_operation()
    {
        await using var host = await TestHost.StartAsync(Map);
        host.Grains.FailsToStore = true;
        (await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"))).Status.ShouldBe(503);
        host.Grains.FailsToStore = false;
        (await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"))).Status.ShouldBe(201);
        operations.Count.ShouldBe(2);
        operations.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Request_without_key_is_its_own_operation()
    {
        await using var host = await TestHost.StartAsync(Map);
        await host.PostAsync("/api/pay", "{\"name\":\"a\"}");
        await host.PostAsync("/api/pay", "{\"name\":\"a\"}");
        operations.Distinct().Count().ShouldBe(2);
        host.Grains.IdempotencyKeys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("tab\there")]
    [InlineData("256")]
    public async Task Malformed_key_is_a_400_naming_the_header(string key)
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, key == "256" ? new string('k', 256) : key));
        answer.Status.ShouldBe(400);
        answer.Field.ShouldBe(Header);
        effects.ShouldBe(0);
    }

    [Fact]
    public async Task Key_of_255_characters_is_accepted()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, new string('~', 255)))).Status.ShouldBe(201);
        await host.PostAsync("/api/webhooks/stripe", "{}", null, (Header, "k"));
        await host.PostAsync("/api/webhooks/stripe", "{}", null, (Header, "k"));
        effects.ShouldBe(3);
    }

    [Fact]
    public async Task Envelope_wraps_the_stored_response()
    {
        await using var host = await TestHost.StartAsync(Map);
        var plain = await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"));
        var wrapped = await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"), ("X-Response-Envelope", "true"));
        wrapped.Text.ShouldBe($"{{\"data\":{plain.Text},\"message\":\"OK\"}}");
        wrapped.Header("Idempotent-Replayed").ShouldBe("true");
        (await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "k"))).Text.ShouldBe(plain.Text);
    }

    [Fact]
    public async Task Stored_response_is_encrypted()
    {
        await using var host = await TestHost.StartAsync(Map);
        await host.PostAsync("/api/pay", "{\"name\":\"a\"}", null, (Header, "my-key"));
        var stored = host.Grains.Stored.Single();
        Encoding.UTF8.GetString(stored.Body.Span).ShouldNotContain("a-secret-token");
        host.Grains.IdempotencyKeys.ShouldAllBe(key => !key.Contains("my-key") && key.Length == 32);
    }

    [Fact]
    public void Encrypted_response_opens_only_for_its_request()
    {
        var seal = new StoredResponseEncryption(HttpSettingsTests.Read(("Xela:Auth:SigningKey", TestHost.Key)));
        var body = "body"u8.ToArray();
        var closed = seal.Encrypt("owner", "bound", body);
        seal.Decrypt("owner", "bound", closed).ShouldBe(body);
        seal.Decrypt("other", "bound", closed).ShouldBeNull();
        seal.Decrypt("owner", "other", closed).ShouldBeNull();
        closed[^1] ^= 1;
        seal.Decrypt("owner", "bound", closed).ShouldBeNull();
        seal.Decrypt("owner", "bound", new byte[3]).ShouldBeNull();
        new StoredResponseEncryption(HttpSettingsTests.Read(("Xela:Auth:SigningKey", TestHost.Key + "x")))
            .Decrypt("owner", "bound", seal.Encrypt("owner", "bound", body)).ShouldBeNull();
        new StoredResponseEncryption(
            HttpSettingsTests.Read(("Xela:Auth:SigningKey", TestHost.Key + "x"), ("Xela:Auth:PreviousSigningKey", TestHost.Key)))
            .Decrypt("owner", "bound", seal.Encrypt("owner", "bound", body)).ShouldBe(body.ToArray());
        seal.Encrypt("owner", "bound", body).ShouldNotBe(seal.Encrypt("owner", "bound", body));
    }
}

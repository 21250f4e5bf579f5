using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed record Profile(string Name, int? Age, string[]? Interests, DateTimeOffset? At);

public sealed class ErrorShapeTests
{
    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/api/profile", (Profile profile) => TypedResults.Ok(profile));
        app.MapGet("/api/list", (HttpContext http) =>
        {
            var query = new QueryInput(http.Request.Query);
            var limit = query.Limit();
            return query.Refusal ?? TypedResults.Ok(new { limit });
        });
        app.MapGet("/api/after", (long afterSeq) => TypedResults.Ok(afterSeq));
        app.MapGet(
            "/api/fault/{kind}", (FaultKind kind) =>
            OutcomeResults.Refuse(new Fault(kind, "some_code", "Some sentence.", "some_field", 7)));
        app.MapGet("/api/throw/{what}", string (string what) => throw (what switch
        {
            "timeout" => new TimeoutException("secret detail"),
            "orleans" => new OrleansException("secret detail"),
            "socket" => new SocketException(),
            _ => new InvalidOperationException("secret detail"),
        }));
        app.MapGet("/api/half", async (HttpContext http) =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{\"half\":");
            throw new InvalidOperationException("secret detail");
        });
    }

    private static void ShouldBeAnError(TestResponse answer, int status, string code, string? field = null)
    {
        answer.Status.ShouldBe(status, answer.Text);
        answer.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        var json = answer.Json;
        json.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        json.GetProperty("detail").GetString().ShouldBe(json.GetProperty("message").GetString());
        json.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
        answer.Code.ShouldBe(code);
        answer.Field.ShouldBe(field);
        json.EnumerateObject().Select(p => p.Name).ShouldBeSubsetOf(["message", "detail", "code", "errors", "trace_id"]);
        answer.Text.ShouldNotContain("secret");
        answer.Text.ShouldNotContain("System.");
        answer.Text.ShouldNotContain("XelaConnect.");
    }

    [Theory]
    [InlineData(FaultKind.Invalid, 400)]
    [InlineData(FaultKind.Unauthenticated, 401)]
    [InlineData(FaultKind.PaymentRequired, 402)]
    [InlineData(FaultKind.Forbidden, 403)]
    [InlineData(FaultKind.NotFound, 404)]
    [InlineData(FaultKind.Conflict, 409)]
    [InlineData(FaultKind.TooMany, 429)]
    [InlineData(FaultKind.Unavailable, 503)]
    public async Task Every_fault_kind_has_a_status_and_the_error_shape(FaultKind kind, int status)
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync($"/api/fault/{kind}");
        ShouldBeAnError(answer, status, "some_code", "some_field");
        answer.Header("Retry-After").ShouldBe("7");
        if (status == 401) answer.Header("WWW-Authenticate").ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("{\"name\":", "invalid_json", "name")]
    [InlineData("{\"name\":\"a\",}", "invalid_json", null)]
    [InlineData("{'name':1}", "invalid_json", null)]
    [InlineData("not json", "invalid_json", null)]
    [InlineData("[]", "invalid_request", "body")]
    [InlineData("\"text\"", "invalid_request", "body")]
    [InlineData("null", "body_required", null)]
    [InlineData("", "body_required", null)]
    [InlineData("{\"name\":5}", "invalid_request", "name")]
    [InlineData("{\"name\":{\"deep\":1}}", "invalid_request", "name")]
    [InlineData("{\"name\":\"a\",\"age\":\"12\"}", "invalid_request", "age")]
    [InlineData("{\"name\":\"a\",\"age\":1.5}", "invalid_request", "age")]
    [InlineData("{\"name\":\"a\",\"age\":99999999999}", "invalid_request", "age")]
    [InlineData("{\"name\":\"a\",\"interests\":\"x\"}", "invalid_request", "interests")]
    [InlineData("{\"name\":\"a\",\"interests\":[\"x\",7]}", "invalid_request", "interests")]
    [InlineData("{\"name\":\"a\",\"at\":\"yesterday\"}", "invalid_request", "at")]
    [InlineData("{\"name\":\"a\",\"at\":5}", "invalid_request", "at")]
    [InlineData("{\"name\":\"\\ud800\"}", "invalid_request", "name")]
    [InlineData("{\"name\":\"\\udc00 x\"}", "invalid_request", "name")]
    [InlineData("{\"name\":\"a\",\"interests\":[\"\\ud83d\"]}", "invalid_request", "interests")]
    public async Task Invalid_body_is_a_400_naming_the_field(string body, string code, string? field)
    {
        await using var host = await TestHost.StartAsync(Map);
        ShouldBeAnError(await host.PostAsync("/api/profile", body), 400, code, field);
    }

    [Theory]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc3 })]
    public async Task Invalid_UTF8_is_a_400_naming_the_field(byte[] bad)
    {
        await using var host = await TestHost.StartAsync(Map);
        byte[] body = [.. "{\"name\":\""u8, .. bad, .. "\"}"u8];
        var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        var answer = await host.SendAsync(HttpMethod.Post, "/api/profile", content);
        answer.Status.ShouldBe(400);
        answer.Field.ShouldBe("name");
    }

    [Fact]
    public async Task Malformed_unknown_field_is_not_a_500()
    {
        await using var host = await TestHost.StartAsync(Map);
        ShouldBeAnError(await host.PostAsync("/api/profile", new string('[', 100_000)), 400, "invalid_request", "body");
        var deep = await host.PostAsync("/api/profile", "{\"name\":\"a\",\"other\":" + new string('[', 5000) + new string(']', 5000) + "}");
        ShouldBeAnError(deep, 400, "invalid_json", "other");
        (await host.PostAsync("/api/profile", "{\"name\":\"a\",\"other\":\"\\ud800\",\"\\ud800\":1}")).Status.ShouldBeOneOf(200, 400);
    }

    [Fact]
    public async Task Times_are_UTC_with_milliseconds()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.PostAsync(
            "/api/profile", "{\"name\":\"Zoë 🌿 <b>\",\"at\":\"2026-01-02T03:04:05.1239+02:00\",\"unknown\":[1]}");
        answer.Status.ShouldBe(200, answer.Text);
        answer.Text.ShouldBe("{\"name\":\"Zoë 🌿 <b>\",\"age\":null,\"interests\":null,\"at\":\"2026-01-02T01:04:05.123Z\"}");
    }

    [Theory]
    [InlineData("/api/list?limit=0")]
    [InlineData("/api/list?limit=101")]
    [InlineData("/api/list?limit=many")]
    [InlineData("/api/list?limit=-1")]
    [InlineData("/api/list?limit=1&limit=200")]
    public async Task Limit_out_of_range_is_a_400_naming_it(string path)
    {
        await using var host = await TestHost.StartAsync(Map);
        ShouldBeAnError(await host.GetAsync(path), 400, "invalid_request", "limit");
    }

    [Fact]
    public async Task Limit_in_range_is_accepted()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/list")).Text.ShouldBe("{\"limit\":20}");
        (await host.GetAsync("/api/list?limit=100")).Text.ShouldBe("{\"limit\":100}");
        (await host.GetAsync("/api/list?limit=1")).Text.ShouldBe("{\"limit\":1}");
    }

    [Fact]
    public async Task Invalid_query_value_names_the_field_in_wire_form()
    {
        await using var host = await TestHost.StartAsync(Map);
        ShouldBeAnError(await host.GetAsync("/api/after"), 400, "invalid_request", "after_seq");
        ShouldBeAnError(await host.GetAsync("/api/after?afterSeq=\"x\""), 400, "invalid_request", "after_seq");
    }

    [Fact]
    public async Task Routing_error_has_the_error_shape()
    {
        await using var host = await TestHost.StartAsync(Map);
        ShouldBeAnError(await host.GetAsync("/api/nothing"), 404, "not_found");
        ShouldBeAnError(await host.GetAsync("/elsewhere"), 404, "not_found");
        var method = await host.SendAsync(HttpMethod.Delete, "/api/profile");
        ShouldBeAnError(method, 405, "method_not_allowed");
        method.Header("Allow").ShouldBe("POST");
        ShouldBeAnError(await host.SendAsync(HttpMethod.Post, "/api/profile", new StringContent("<a/>", Encoding.UTF8, "text/xml")), 415,
            "unsupported_media_type");
        ShouldBeAnError(await host.SendAsync(HttpMethod.Post, "/api/profile"), 400, "body_required");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_over_the_limit_is_a_413(bool chunked)
    {
        await using var host = await TestHost.StartAsync(Map);
        var body = "{\"name\":\"" + new string('a', 300_000) + "\"}";
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await host.SendAsync(
            HttpMethod.Post, "/api/profile", content, null, chunked ? [("Transfer-Encoding", "chunked")] : []);
        ShouldBeAnError(answer, 413, "too_large");
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("80000000")]
    [InlineData("ffffffff")]
    [InlineData("100000000")]
    [InlineData("fffffffffffffffffffffffff")]
    public async Task Invalid_chunk_size_is_a_400(string size)
    {
        await using var host = await TestHost.StartAsync(app =>
        {
            Map(app);
            app.MapPost("/api/read", async (HttpContext http) => (await JsonInput.ReadAsync(http)).Refusal ?? TypedResults.Ok());
        });
        foreach (var (path, header) in (IEnumerable<(string, string)>)[
            ("/api/profile", "X-None: 1"), ("/api/read", "X-None: 1"), ("/api/read", "Idempotency-Key: 1")])
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host.Address.Host, host.Address.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: x\r\n{header}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                + $"Connection: close\r\n\r\n{size}\r\n{{}}\r\n"));
            var answer = await new StreamReader(stream, Encoding.ASCII).ReadToEndAsync();
            answer.ShouldStartWith("HTTP/1.1 400 ", Case.Sensitive, $"{path} {header}");
            answer.ShouldContain("\"trace_id\":");
        }
    }

    [Theory]
    [InlineData("timeout")]
    [InlineData("orleans")]
    [InlineData("socket")]
    public async Task Outage_is_a_503_with_retry_after(string what)
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync($"/api/throw/{what}");
        ShouldBeAnError(answer, 503, "unavailable");
        answer.Header("Retry-After").ShouldNotBeNull();
    }

    [Fact]
    public async Task Bug_is_a_500_without_details()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync(
            "/api/throw/bug", null, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        ShouldBeAnError(answer, 500, "internal_error");
        answer.Json.GetProperty("trace_id").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        host.Logs.GetSnapshot().ShouldContain(record =>
            record.Message.Contains("0af7651916cd43dd8448eb211c80319c") && $"{record.Exception}".Contains("secret detail"));
    }

    [Fact]
    public async Task Malformed_traceparent_starts_a_new_trace()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync("/api/nothing", null, ("traceparent", "nonsense"));
        ShouldBeAnError(answer, 404, "not_found");
        answer.Json.GetProperty("trace_id").GetString().ShouldNotBe(new string('0', 32));
    }

    [Fact]
    public async Task Failed_response_body_is_aborted()
    {
        await using var host = await TestHost.StartAsync(Map);
        await Should.ThrowAsync<HttpRequestException>(() => host.GetAsync("/api/half"));
        ShouldBeAnError(await host.PostAsync("/api/profile", "{"), 400, "invalid_json");
        // The envelope has sent nothing yet, so the failure can still be reported.
        var enveloped = await host.GetAsync("/api/half", null, ("X-Response-Envelope", "true"));
        enveloped.Status.ShouldBe(500);
        enveloped.Json.GetProperty("data").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Session_grain_timeout_is_an_outage()
    {
        await using var host = await TestHost.StartAsync(
            app => app.MapGet("/api/me", (HttpContext http) => CurrentUser.Of(http).UserId).RequireAuthorization());
        var token = host.SignIn("user-1");
        host.Grains.Outage = new TimeoutException();
        ShouldBeAnError(await host.GetAsync("/api/me", token), 503, "unavailable");
    }

    [Fact]
    public async Task Several_fields_are_reported_at_once()
    {
        await using var host = await TestHost.StartAsync(app => app.MapGet("/api/many", () =>
            OutcomeResults.Invalid(new Dictionary<string, string[]> { ["name"] = ["Too long."], ["age"] = ["Too young."] })));
        var answer = await host.GetAsync("/api/many");
        ShouldBeAnError(answer, 400, "invalid_request", "name");
        answer.Json.GetProperty("message").GetString().ShouldBe("Too long.");
        answer.Json.GetProperty("errors").GetProperty("age")[0].GetString().ShouldBe("Too young.");
    }
}

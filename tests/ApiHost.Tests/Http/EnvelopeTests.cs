using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class EnvelopeTests
{
    private static readonly (string, string) Asked = ("X-Response-Envelope", "true");

    private static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/api/plain", () => TypedResults.Ok(new { circles = new[] { "Zoë" }, next_cursor = (string?)null }));
        app.MapPost(
            "/api/write", () => TypedResults.Created(
            "/api/x", new { message = "Saved \"it\".", circle = new { id = "circle-1", message = "inner stays" } }));
        app.MapPost("/api/messaging", () => TypedResults.Ok(new { message = new { message_id = "msg-1" } }));
        app.MapPost("/api/nothing", () => TypedResults.NoContent());
        app.MapGet("/api/text", () => TypedResults.Text("plain"));
        app.MapGet("/api/list", () => TypedResults.Ok(new[] { 1, 2 }));
        app.MapGet("/api/refused", () => OutcomeResults.Refuse(new Fault(FaultKind.Conflict, "c", "No way.")));
    }

    [Fact]
    public async Task Envelope_lifts_the_message()
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.PostAsync("/api/write", "{}", null, Asked);
        answer.Status.ShouldBe(201);
        answer.Text.ShouldBe("{\"data\":{\"circle\":{\"id\":\"circle-1\",\"message\":\"inner stays\"}},\"message\":\"Saved \\\"it\\\".\"}");
        answer.Header("Content-Length").ShouldBe(answer.Bytes.Length.ToString());
    }

    [Fact]
    public async Task Envelope_without_message_says_OK()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/plain", null, Asked))
            .Text.ShouldBe("{\"data\":{\"circles\":[\"Zoë\"],\"next_cursor\":null},\"message\":\"OK\"}");
        (await host.GetAsync("/api/list", null, Asked)).Text.ShouldBe("{\"data\":[1,2],\"message\":\"OK\"}");
    }

    [Fact]
    public async Task Message_object_stays_a_field_of_the_envelope()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.PostAsync("/api/messaging", "{}", null, Asked))
            .Text.ShouldBe("{\"data\":{\"message\":{\"message_id\":\"msg-1\"}},\"message\":\"OK\"}");
    }

    [Theory]
    [InlineData("/api/refused", 409, "No way.")]
    [InlineData("/api/unknown", 404, "There is nothing at this address.")]
    [InlineData("/api/write", 405, "This address does not take that method.")]
    public async Task Error_is_wrapped_with_empty_data(string path, int status, string message)
    {
        await using var host = await TestHost.StartAsync(Map);
        var answer = await host.GetAsync(path, null, Asked);
        answer.Status.ShouldBe(status);
        answer.Text.ShouldBe($$"""{"data":{},"message":"{{message}}"}""");
    }

    [Fact]
    public async Task Event_stream_is_not_wrapped()
    {
        await using var host = await TestHost.StartAsync(app =>
        {
            Map(app);
            app.MapGet("/api/events", () => TypedResults.Ok(new { a = 1 })).Produces<string>(200, ServerSentEvents.MediaType);
            app.MapGet("/api/no-events", () => OutcomeResults.Refuse(new Fault(FaultKind.Conflict, "c", "No way.")))
                .Produces<string>(200, ServerSentEvents.MediaType);
            app.MapGet("/api/broken-events", string () => throw new InvalidOperationException())
                .Produces<string>(200, ServerSentEvents.MediaType);
        });
        var accepts = ("Accept", "text/event-stream");
        (await host.GetAsync("/api/list", null, Asked, accepts)).Text.ShouldBe("{\"data\":[1,2],\"message\":\"OK\"}");
        (await host.GetAsync("/api/unknown", null, Asked, accepts)).Text.ShouldStartWith("{\"data\":{}");
        (await host.GetAsync("/api/events", null, Asked, accepts)).Text.ShouldBe("{\"a\":1}");
        (await host.GetAsync("/api/events", null, Asked)).Text.ShouldStartWith("{\"data\":");
        foreach (var refused in (string[])["/api/no-events", "/api/broken-events"])
            (await host.GetAsync(refused, null, Asked, accepts)).Text.ShouldStartWith("{\"data\":{},\"message\":");
        (await host.GetAsync("/api/no-events", null, accepts)).Code.ShouldBe("c");
    }

    [Fact]
    public async Task Response_without_the_header_is_not_wrapped()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/plain")).Text.ShouldBe("{\"circles\":[\"Zoë\"],\"next_cursor\":null}");
        (await host.GetAsync("/api/plain", null, ("X-Response-Envelope", "false"))).Text.ShouldStartWith("{\"circles\"");
    }

    [Fact]
    public async Task Other_media_types_are_not_wrapped()
    {
        await using var host = await TestHost.StartAsync(Map);
        (await host.GetAsync("/api/text", null, Asked)).Text.ShouldBe("plain");
        var none = await host.PostAsync("/api/nothing", "{}", null, Asked);
        none.Status.ShouldBe(204);
        none.Bytes.ShouldBeEmpty();
    }

    [Fact]
    public void Large_payload_keeps_its_field_order()
    {
        var payload = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"f{i}\":{i}")) + ",\"message\":\"m\"}";
        var wrapped = Encoding.UTF8.GetString(Envelope.Wrap(Encoding.UTF8.GetBytes(payload), failed: false).Span);
        wrapped.ShouldBe("{\"data\":" + payload.Replace(",\"message\":\"m\"", "", StringComparison.Ordinal) + ",\"message\":\"m\"}");
    }
}

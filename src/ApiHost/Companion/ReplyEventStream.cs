using System.Buffers;
using Microsoft.AspNetCore.Http.Json;

namespace XelaConnect.ApiHost.Companion;

/// <summary>
/// A reply as server-sent events (docs/api/http.md, "Xela"): <c>delta</c> with each chunk, <c>reset</c> when the text
/// so far must be discarded because a process died, <c>done</c> with the stored message. The id of an event is the
/// position of its reader: sent back as <c>Last-Event-ID</c>, the reply continues there.
/// </summary>
internal sealed class ReplyEventStream(
    IGrainFactory grains, string userId, string replyId, ReplyPosition from, CompanionMessageView? unstored = null) : IResult
{
    private const int MaxAttemptLength = 40;

    /// <summary>The client's position; the beginning where it is missing or belongs to another reply.</summary>
    public static ReplyPosition PositionOf(HttpContext http, string replyId) =>
        http.Request.Headers["Last-Event-ID"].ToString().Split(':') is [var id, var attempt, var at]
            && id == replyId && attempt.Length is > 0 and <= MaxAttemptLength
            && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
            ? new ReplyPosition(attempt, offset) : default;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{ServerSentEvents.MediaType}; charset=utf-8";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // The options of all responses: times in UTC with a Z.
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var (aborted, at) = (httpContext.RequestAborted, from.Offset);
        await response.StartAsync(aborted);
        var chunks = unstored is null
            ? ReplyReader.FollowAsync(grains, userId, replyId, from, aborted) : ReplyReader.Of(unstored);
        await foreach (var chunk in chunks)
        {
            if (chunk.Offset < at) Write("reset", null, new XelaResetJson(replyId));
            at = chunk.Offset + chunk.Text.Length;
            var position = string.Create(CultureInfo.InvariantCulture, $"{replyId}:{chunk.Attempt}:{at}");
            if (chunk.Text.Length > 0) Write("delta", position, new XelaDeltaJson(replyId, chunk.Text, chunk.Offset));
            else if (chunk.Reply is null) response.BodyWriter.Write(": still there\n\n"u8);
            if (chunk.Reply is { } reply) Write("done", position, new XelaDoneJson(reply.ToJson(userId)));
            await response.BodyWriter.FlushAsync(aborted);
        }

        void Write<T>(string name, string? id, T data)
        {
            var body = response.BodyWriter;
            body.Write(Encoding.UTF8.GetBytes(id is null ? $"event: {name}\n" : $"event: {name}\nid: {id}\n"));
            // JSON has no line breaks, so this is one line.
            body.Write("data: "u8);
            body.Write(JsonSerializer.SerializeToUtf8Bytes(data, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T))));
            body.Write("\n\n"u8);
        }
    }
}

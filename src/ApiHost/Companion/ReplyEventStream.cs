using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using XelaConnect.ApiHost.Http;
using XelaConnect.Companion;

namespace XelaConnect.ApiHost.Companion;

/// <summary>
/// A reply as server-sent events (contract endpoint 22): <c>delta</c> with each chunk, <c>reset</c> when the text so
/// far must be discarded because a process died, <c>done</c> with the stored message. The id of an event is the
/// position of its reader: sent back as <c>Last-Event-ID</c>, the reply continues there.
/// </summary>
/// <param name="grains">The grain factory.</param>
/// <param name="userId">The person of the conversation.</param>
/// <param name="answerId">The id of the reply.</param>
/// <param name="from">The position of the reader.</param>
/// <param name="unstored">The reply, where it is not stored in the conversation.</param>
internal sealed class ReplyEventStream(
    IGrainFactory grains, string userId, string answerId, ReplyPosition from, CompanionMessageView? unstored = null) : IResult
{
    /// <summary>
    /// The client's position by its <c>Last-Event-ID</c>; the beginning where that is missing or belongs to another
    /// reply.
    /// </summary>
    public static ReplyPosition PositionOf(HttpContext http, string answerId) =>
        http.Request.Headers["Last-Event-ID"].ToString().Split(':') is [var id, var run, var at] && id == answerId
        && run.Length is > 0 and <= 40 && int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? new ReplyPosition(run, offset) : default;

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
        var pieces = unstored is null
            ? ReplyReader.FollowAsync(grains, userId, answerId, from, aborted)
            : ReplyReader.Of(unstored);
        await foreach (var piece in pieces)
        {
            if (piece.Offset < at) Write(response, "reset", null, new XelaResetJson(answerId), json);
            at = piece.Offset + piece.Text.Length;
            var place = string.Create(CultureInfo.InvariantCulture, $"{answerId}:{piece.Attempt}:{at}");
            if (piece.Text.Length > 0) Write(response, "delta", place, new XelaDeltaJson(answerId, piece.Text, piece.Offset), json);
            else if (piece.Reply is null) response.BodyWriter.Write(": still there\n\n"u8);
            if (piece.Reply is { } answer) Write(response, "done", place, new XelaDoneJson(XelaMessageJson.Of(userId, answer)), json);
            await response.BodyWriter.FlushAsync(aborted);
        }
    }

    private static void Write<T>(HttpResponse response, string name, string? id, T data, JsonSerializerOptions json)
    {
        var body = response.BodyWriter;
        body.Write(System.Text.Encoding.UTF8.GetBytes(id is null ? $"event: {name}\ndata: " : $"event: {name}\nid: {id}\ndata: "));
        // JSON has no line breaks, so this is one line.
        body.Write(JsonSerializer.SerializeToUtf8Bytes(data, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T))));
        body.Write("\n\n"u8);
    }
}

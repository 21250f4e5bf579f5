using XelaConnect.ApiHost.Operations;

namespace XelaConnect.ApiHost.Companion;

/// <summary>The routes of docs/api/http.md, "Xela".</summary>
internal static class CompanionEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapCompanion(this IEndpointRouteBuilder routes)
    {
        var xela = routes.MapGroup("/api/xelatalks").WithTags("Companion").RequireAuthorization();
        xela.MapGet("", CompanionHandlers.GetAsync)
            .WithName("GetXelaTalks")
            .WithSummary("Returns the caller's conversation with Xela and its newest messages, ascending by seq, "
                + "or those before a seq.")
            .WithQuery("before_seq", "limit")
            .Produces<XelaTalksJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        xela.MapPost("/message", CompanionHandlers.AskAsync)
            .WithMetadata(HandlesLimitMetadata.Instance, OneOperationPerKeyMetadata.Instance)
            .WithName("AskXela")
            .WithSummary("Sends a message to Xela. With `Accept: text/event-stream` the reply is streamed: "
                + "`delta` events, then `done`.")
            .AcceptsBody(new AskXelaRequest("I had a long day and cannot sleep."))
            .Produces<XelaReplyJson>(Status200OK, "application/json", ServerSentEvents.MediaType)
            .WithFaults(
                Status400BadRequest, Status401Unauthorized, Status402PaymentRequired, Status409Conflict,
                Status429TooManyRequests);
        xela.MapGet("/messages/{message_id}/stream", CompanionHandlers.FollowAsync).Beyond()
            .WithName("FollowXela")
            .WithSummary("Streams a reply, in progress or finished, from the position in `Last-Event-ID`.")
            .Produces<string>(Status200OK, "text/event-stream").WithFaults(Status401Unauthorized, Status404NotFound);
        xela.MapGet("/export", PrivacyHandlers.ExportAsync).Beyond()
            .WithName("ExportXelaTalks").WithSummary("Exports all messages with Xela and what Xela remembers.")
            .Produces<XelaExportJson>().WithFaults(Status401Unauthorized);
        xela.MapDelete("", PrivacyHandlers.DeleteAsync).Beyond()
            .WithName("DeleteXelaTalks")
            .WithSummary("Permanently deletes the conversation with Xela and what Xela remembers.")
            .Produces<DoneJson>().WithFaults(Status401Unauthorized);
        xela.MapGet("/memory", PrivacyHandlers.MemoryAsync).Beyond()
            .WithName("GetXelaMemory").WithSummary("Returns what Xela remembers about the caller.")
            .Produces<XelaMemoryJson>().WithFaults(Status401Unauthorized);
        xela.MapPut("/memory", PrivacyHandlers.SetMemoryAsync).Beyond()
            .WithName("SetXelaMemory")
            .WithSummary("Replaces what Xela remembers by the caller's words, from the next reply on.")
            .AcceptsBody(new XelaMemoryRequest("I go by Ada, and mornings are hard for me."))
            .Produces<XelaMemoryJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        xela.MapDelete("/memory", PrivacyHandlers.ClearMemoryAsync).Beyond()
            .WithName("ClearXelaMemory").WithSummary("Clears what Xela remembers, from the next reply on.")
            .Produces<XelaMemoryJson>().WithFaults(Status401Unauthorized);
        return routes;
    }
}

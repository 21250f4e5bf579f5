namespace XelaConnect.ApiHost.Companion;

internal static class CompanionEndpoints
{
    public static void MapCompanion(this IEndpointRouteBuilder routes)
    {
        var xela = routes.MapGroup("/api/xelatalks").WithTags("Companion").RequireAuthorization();
        xela.MapGet("", CompanionHandlers.GetAsync).WithName("GetXelaTalks")
            .WithSummary("Returns the caller's conversation with Xela and its newest messages, ascending by seq, or "
                + "those before a seq.")
            .WithQuery("before_seq", RouteDocs.WholeLimit).Produces<XelaTalksJson>();
        xela.MapPost("/message", CompanionHandlers.AskAsync)
            .WithMetadata(new HandlesLimitMetadata(), new OneOperationPerKeyMetadata(), new LongRequestMetadata()).WithName("AskXela")
            .WithSummary("Sends a message to Xela. With `Accept: text/event-stream` the reply is streamed: `delta` "
                + "events, then `done`.")
            .AcceptsBody(new AskXelaRequest("I had a long day and cannot sleep."))
            .Produces<XelaReplyJson>(Status200OK, "application/json", ServerSentEvents.MediaType)
            .WithFaults(Status402PaymentRequired, Status409Conflict, Status429TooManyRequests);
        xela.MapGet("/messages/{message_id}/stream", CompanionHandlers.FollowAsync).WithName("FollowXela")
            .WithMetadata(new LongRequestMetadata())
            .WithSummary("Streams a reply, in progress or finished, from the position in `Last-Event-ID`.")
            .Produces<string>(Status200OK, "text/event-stream");
        xela.MapGet("/export", PrivacyHandlers.ExportAsync).WithName("ExportXelaTalks")
            .WithSummary("Exports all messages with Xela and what Xela remembers.").Produces<XelaExportJson>();
        xela.MapDelete("", PrivacyHandlers.DeleteAsync).WithName("DeleteXelaTalks")
            .WithSummary("Permanently deletes the conversation with Xela and what Xela remembers.")
            .Produces<DoneJson>();
        xela.MapGet("/memory", PrivacyHandlers.MemoryAsync).WithName("GetXelaMemory")
            .WithSummary("Returns what Xela remembers about the caller.").Produces<XelaMemoryJson>();
        xela.MapPut("/memory", PrivacyHandlers.SetMemoryAsync).WithName("SetXelaMemory")
            .WithSummary("Replaces what Xela remembers by the caller's words, from the next reply on.")
            .AcceptsBody(new XelaMemoryRequest("I go by Ada, and mornings are hard for me."))
            .Produces<XelaMemoryJson>();
        xela.MapDelete("/memory", PrivacyHandlers.ClearMemoryAsync).WithName("ClearXelaMemory")
            .WithSummary("Clears what Xela remembers, from the next reply on.").Produces<XelaMemoryJson>();
    }
}

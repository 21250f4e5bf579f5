using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Operations;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace XelaConnect.ApiHost.Companion;

/// <summary>The routes of the companion slice (contract endpoints 21 and 22), and what a person may do with what Xela holds of them.</summary>
internal static class CompanionEndpoints
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapCompanion(this IEndpointRouteBuilder routes)
    {
        var xela = routes.MapGroup("/api/xelatalks").WithTags("Companion").RequireAuthorization();
        xela.MapGet("", CompanionHandlers.GetAsync)
            .WithName("GetXelaTalks").WithSummary("The caller's conversation with Xela and its newest messages, ascending by seq, or those before a seq.")
            .WithQuery("before_seq", "limit").Produces<XelaTalksJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        xela.MapPost("/message", CompanionHandlers.AskAsync).WithMetadata(HandlesLimitMetadata.Instance, OneOperationPerKeyMetadata.Instance)
            .WithName("AskXela").WithSummary("Says something to Xela. With `Accept: text/event-stream` the answer comes as it is made: `delta` events, then `done`.")
            .AcceptsBody(new AskXelaRequest("I had a long day and cannot sleep.")).Produces<XelaAnsweredJson>(Status200OK, "application/json", ServerSentEvents.MediaType)
            .WithFaults(Status400BadRequest, Status401Unauthorized, Status402PaymentRequired, Status409Conflict, Status429TooManyRequests);
        xela.MapGet("/messages/{message_id}/stream", CompanionHandlers.FollowAsync).Beyond()
            .WithName("FollowXela").WithSummary("An answer of Xela's as events, running or finished, from where `Last-Event-ID` says.")
            .Produces<string>(Status200OK, "text/event-stream").WithFaults(Status401Unauthorized, Status404NotFound);
        xela.MapGet("/export", PrivacyHandlers.ExportAsync).Beyond()
            .WithName("ExportXelaTalks").WithSummary("All that was said with Xela and what Xela remembers, in one answer.")
            .Produces<XelaExportJson>().WithFaults(Status401Unauthorized);
        xela.MapDelete("", PrivacyHandlers.DeleteAsync).Beyond()
            .WithName("DeleteXelaTalks").WithSummary("Deletes the conversation with Xela and what Xela remembers, for good.")
            .Produces<DoneJson>().WithFaults(Status401Unauthorized);
        xela.MapGet("/memory", PrivacyHandlers.MemoryAsync).Beyond()
            .WithName("GetXelaMemory").WithSummary("What Xela remembers of the caller.")
            .Produces<XelaMemoryJson>().WithFaults(Status401Unauthorized);
        xela.MapPut("/memory", PrivacyHandlers.SetMemoryAsync).Beyond()
            .WithName("SetXelaMemory").WithSummary("Puts the caller's words in place of what Xela remembers; the next answer goes by them.")
            .AcceptsBody(new XelaMemoryRequest("I go by Ada, and mornings are hard for me.")).Produces<XelaMemoryJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        xela.MapDelete("/memory", PrivacyHandlers.ClearMemoryAsync).Beyond()
            .WithName("ClearXelaMemory").WithSummary("Clears what Xela remembers; the next answer knows nothing of it.")
            .Produces<XelaMemoryJson>().WithFaults(Status401Unauthorized);
        return routes;
    }
}

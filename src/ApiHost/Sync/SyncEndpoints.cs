using XelaConnect.ApiHost.Http;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace XelaConnect.ApiHost.Sync;

/// <summary>The route of what was missed (contract §3 "Conversations").</summary>
internal static class SyncEndpoints
{
    private static readonly TextRule Since = new(Limits.SyncCursor);

    /// <summary>What is wrong with a cursor that is none.</summary>
    public static readonly Fault BadCursor = HttpFaults.Invalid("since", "The field since is not one this server gave out.");

    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapSync(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sync", ReadAsync).WithTags("Sync").RequireAuthorization()
            .WithName("Sync").WithSummary("Everything the caller missed since a cursor, in order; without one, where to begin.")
            .WithQuery("since").Produces<SyncJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        return routes;
    }

    private static async Task<IResult> ReadAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var since = query.OptionalText("since", Since);
        if (query.Refusal is { } refusal) return refusal;
        var cursor = since is null ? null : SyncCursor.Parse(since);
        if (since is not null && cursor is null) return OutcomeResults.Refuse(BadCursor);
        return TypedResults.Ok(await SyncReader.ReadAsync(grains, caller.UserId, cursor));
    }
}

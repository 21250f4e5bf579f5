namespace XelaConnect.ApiHost.Sync;

/// <summary>The route of missed events (docs/api/http.md, "sync").</summary>
internal static class SyncEndpoints
{
    private static readonly TextRule Since = new(Limits.SyncCursor);

    /// <summary>Maps the route.</summary>
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
        return OutcomeResults.Of(await SyncReader.ReadAsync(grains, caller.UserId, since), TypedResults.Ok);
    }
}

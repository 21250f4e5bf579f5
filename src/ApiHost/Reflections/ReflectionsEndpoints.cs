namespace XelaConnect.ApiHost.Reflections;

/// <summary>Routes of reflections.</summary>
internal static class ReflectionsEndpoints
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapReflections(this IEndpointRouteBuilder routes)
    {
        var reflections = routes.MapGroup("/api/reflections").WithTags("Reflections").RequireAuthorization();
        reflections.MapPost("", ReflectionHandlers.WriteAsync)
            .WithName("WriteReflection").WithSummary("Writes a reflection into the caller's journal; private unless is_public is true.")
            .AcceptsBody(new WriteReflectionRequest(
                "I slept well, for the first time this week.", "What went well today?", IsPublic: false))
            .Produces<ReflectionChangedJson>(Status201Created)
            .WithFaults(Status400BadRequest, Status401Unauthorized, Status403Forbidden, Status409Conflict);
        reflections.MapGet("", ReflectionHandlers.ListAsync).RequireRateLimiting(RateLimits.Search)
            .WithName("ListReflections")
            .WithSummary("The caller's own, newest first. With q, those that contain all its words; such a page may be short.")
            .WithQuery("q", "cursor", "limit").Produces<ReflectionsPageJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        reflections.MapGet("/public", ReflectionHandlers.ListPublicAsync)
            .WithName("ListPublicReflections").WithSummary("The newest 1,000 public ones, newest first, each with its author.")
            .WithQuery("cursor", "limit").Produces<ReflectionsPageJson>().WithFaults(Status400BadRequest, Status401Unauthorized);
        reflections.MapGet("/{id}", ReflectionHandlers.GetAsync)
            .WithName("GetReflection").WithSummary("One of the caller's own, or a public one of another user.")
            .Produces<ReflectionFoundJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        reflections.MapPut("/{id}", ReflectionHandlers.EditAsync)
            .WithName("EditReflection").WithSummary("Changes one of the caller's own; fields left out stay as they are.")
            .AcceptsBody(new EditReflectionRequest(IsPublic: true)).Produces<ReflectionChangedJson>()
            .WithFaults(Status400BadRequest, Status401Unauthorized, Status403Forbidden, Status404NotFound);
        reflections.MapDelete("/{id}", ReflectionHandlers.DeleteAsync)
            .WithName("DeleteReflection").WithSummary("Deletes one of the caller's own for good.")
            .Produces<DoneJson>().WithFaults(Status401Unauthorized, Status404NotFound);
        return routes;
    }
}

using XelaConnect.ApiHost.Http;
using XelaConnect.Courses;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace XelaConnect.ApiHost.Courses;

/// <summary>The routes of the courses slice (contract endpoints 13 and 14).</summary>
internal static class CoursesEndpoints
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapCourses(this IEndpointRouteBuilder routes)
    {
        var courses = routes.MapGroup("/api/courses").WithTags("Courses");
        courses.MapGet("", ListAsync)
            .WithName("ListCourses").WithSummary("Courses, oldest first, modules as outlines; works signed out.")
            .Asks("cursor", "limit").Produces<CoursesPageJson>().Produces(Status304NotModified).Refuses(Status400BadRequest);
        courses.MapGet("/{id}", GetAsync).RequireSession()
            .WithName("GetCourse").WithSummary("One course and how far the caller is.")
            .Produces<CourseDetailJson>().Refuses(Status401Unauthorized, Status404NotFound);
        return routes;
    }

    private static async Task<IResult> ListAsync(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;

        var page = await grains.GetGrain<ICourseCatalogGrain>("all").ListAsync(cursor, limit);
        return page.IsOk ? Cached.Json(CoursesPageJson.Of(page.Value)) : Answer.Refuse(page.Fault);
    }

    private static async Task<IResult> GetAsync(string id, IGrainFactory grains)
    {
        if (!Ids.IsOf("course", id)) return Answer.Refuse(CourseFaults.Unknown);
        var course = await grains.GetGrain<ICourseGrain>(id).GetAsync();
        return Answer.Of(course, view => TypedResults.Ok(new CourseDetailJson(CourseJson.Of(view))));
    }
}

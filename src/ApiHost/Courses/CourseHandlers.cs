using System.Collections.Immutable;
using XelaConnect.ApiHost.Http;
using XelaConnect.Courses;

namespace XelaConnect.ApiHost.Courses;

/// <summary>Courses themselves: the catalogue and one course.</summary>
internal static class CourseHandlers
{
    public static async Task<IResult> ListAsync(HttpContext http, IGrainFactory grains)
    {
        var query = new QueryInput(http.Request.Query);
        var cursor = query.Cursor();
        var limit = query.Limit();
        if (query.Refusal is { } refusal) return refusal;
        // A place in the catalogue is a course's id.
        if (cursor is not null && !Ids.IsOf(CourseAccess.Kind, cursor)) return OutcomeResults.Refuse(CourseFaults.BadCursor);

        var caller = CurrentUser.OrNull(http);
        var listing = grains.CourseCatalog().ListAsync(cursor, limit);
        var learning = caller is null ? Task.FromResult(ImmutableArray<CourseProgress>.Empty) : grains.Learner(caller.UserId).AllAsync();
        await Task.WhenAll(listing, learning);
        var page = await listing;
        return page.IsOk ? CachedResponse.Json(CoursesPageJson.Of(page.Value, await learning), personal: caller is not null) : OutcomeResults.Refuse(page.Fault);
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await CourseAccess.OfAsync(grains, id, caller.UserId), study => TypedResults.Ok(CourseDetailJson.Of(study)));
}

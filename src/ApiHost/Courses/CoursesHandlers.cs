using Microsoft.AspNetCore.Mvc;

namespace XelaConnect.ApiHost.Courses;

internal static class CoursesHandlers
{
    private const string ByCredits = "credits";
    private const string ByCard = "stripe";
    private static readonly TextRule Method = TextRule.OneOf([ByCredits, ByCard]);
    private static readonly TextRule ModuleId = new(Limits.ModuleId);

    public static async Task<IResult> ListAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page();
        if (query.Refusal is { } refusal) return refusal;
        // A cursor of the catalogue is a course id.
        if (cursor is not null && !IsCourse(cursor)) return Refuse(CourseFaults.BadCursor);

        var userId = CurrentUser.OrNull(http)?.UserId;
        var listing = grains.CourseCatalog().ListAsync(cursor, limit);
        var progress = userId is null ? [] : await grains.Learner(userId).AllAsync();
        return OutcomeResults.Of(await listing,
            page => CachedResponse.Json(CoursesPageJson.Of(page, progress), personal: userId is not null));
    }

    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).AccessAsync(id), access => CourseDetailJson.Of(access));

    public static async Task<IResult> ContentAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).ContentAsync(id), access => CourseLessonsJson.Of(access));

    /// <summary>Progress stays visible to users whose entitlement has ended.</summary>
    public static async Task<IResult> ProgressAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(
            await grains.Learner(caller.UserId).AccessAsync(id),
            access => TypedResults.Ok(new LessonsProgressJson(access.Progress.Percent, access.Progress.Completed)));

    public static async Task<IResult> EnrollmentAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).AccessAsync(id), access => new EnrollmentJson(access.IsEnrolled));

    public static async Task<IResult> EnrollAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var enrolled = await grains.Wallet(caller.UserId)
            .BuyCourseAsync(new($"{Operation.Of(http)}/enroll", id, PurchaseMethods.Enroll));
        return Ok(enrolled, purchase => new EnrolledJson(
            "Successfully enrolled in course", Enrolled: true, CourseJson.For(purchase.Access)));
    }

    public static async Task<IResult> PurchaseAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!IsCourse(id)) return Refuse(CourseFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var method = input.Text("payment_method", Method);
        var card = method == ByCard ? input.Text("stripe_token", WalletEndpoints.CardToken) : null;
        if (input.Refusal is { } refusal) return refusal;

        var operation = Operation.Of(http);
        var command = card is null
            ? new BuyCourse($"{operation}/purchase", id, PurchaseMethods.Credits)
            : new BuyCourse(operation, id, PurchaseMethods.Card, card);
        return OutcomeResults.Of(await grains.Wallet(caller.UserId).BuyCourseAsync(command), purchase =>
        {
            var (message, status) = purchase.IsPending
                ? ("Your payment is being confirmed. The course opens as soon as it is.", Status202Accepted)
                : ("Course purchased successfully", Status200OK);
            return TypedResults.Json(new PurchasedJson(message, CourseJson.For(purchase.Access)), statusCode: status);
        });
    }

    public static async Task<IResult> MarkAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!IsCourse(id)) return Refuse(CourseFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var moduleId = input.Text("module_id", ModuleId);
        var completed = input.Flag("completed");
        if (input.Refusal is { } refusal) return refusal;

        var marked = await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, moduleId, completed));
        return Ok(marked, progress => new ModuleMarkedJson("Progress saved", progress.Percent, progress.Completed));
    }

    public static async Task<IResult> CompleteLessonAsync(
        HttpContext http, string id, [FromRoute(Name = "lesson_id")] string lessonId, CurrentUser caller, IGrainFactory grains)
    {
        var marked = await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, lessonId, Completed: true));
        if (marked.Fault == CourseFaults.UnknownModule) marked = CourseFaults.UnknownLesson;
        return Ok(marked, progress => new LessonCompletedJson("Lesson completed", progress.Percent, progress.Completed));
    }

    private static bool IsCourse(string id) => Ids.IsOf("course", id);
}

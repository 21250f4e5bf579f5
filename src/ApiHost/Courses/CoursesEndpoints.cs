namespace XelaConnect.ApiHost.Courses;

internal static class CoursesEndpoints
{
    private const string ByCredits = "credits";
    private const string ByCard = "stripe";
    private static readonly TextRule Method = TextRule.OneOf([ByCredits, ByCard]);
    private static readonly TextRule ModuleId = new(Limits.ModuleId);

    public static void MapCourses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/courses", ListAsync).AllowAnonymous().WithTags("Courses").WithName("ListCourses")
            .WithSummary("Courses, oldest first, modules as outlines; works signed out. Signed in, `progress` is "
                + "the caller's.")
            .WithQuery("cursor", RouteDocs.WholeLimit).Produces<CoursesPageJson>().Produces(Status304NotModified);

        var courses = routes.MapGroup("/api/courses/{id}").WithTags("Courses").RequireAuthorization();
        courses.MapGet("", GetAsync).WithName("GetCourse")
            .WithSummary("One course and how far the caller is. Content and videos for those entitled; others get "
                + "the outline and the preview.")
            .Produces<CourseDetailJson>();
        courses.MapPost("/purchase", PurchaseAsync).MembersOnly().WithName("PurchaseCourse")
            .WithSummary("Buys a course with credits or by card; one that is held already is not paid for again.")
            .AcceptsBody(new PurchaseRequest("credits")).Produces<PurchasedJson>()
            .Produces<PurchasedJson>(Status202Accepted)
            .WithFaults(
                Status402PaymentRequired, Status409Conflict, Status429TooManyRequests, Status503ServiceUnavailable);
        MapEnrollment(courses);
        MapProgress(courses);
    }

    private static void MapEnrollment(RouteGroupBuilder courses)
    {
        courses.MapGet("/enrollment", EnrollmentAsync).WithName("GetEnrollment")
            .WithSummary("Whether the caller takes part in a course.").Produces<EnrollmentJson>();
        courses.MapPost("/enroll", EnrollAsync).WithName("EnrollInCourse")
            .WithSummary("Takes up a course that is free or open by the tier; again changes nothing.")
            .Produces<EnrolledJson>().WithFaults(Status402PaymentRequired, Status409Conflict);
    }

    private static void MapProgress(RouteGroupBuilder courses)
    {
        courses.MapGet("/content", ContentAsync).WithName("GetCourseContent")
            .WithSummary("A course with its lessons, for those entitled.").Produces<CourseLessonsJson>()
            .WithFaults(Status403Forbidden);
        courses.MapGet("/progress", ProgressAsync).WithName("GetCourseProgress")
            .WithSummary("How far the caller is in a course.").Produces<LessonsProgressJson>();
        courses.MapPost("/progress", MarkAsync).WithName("MarkModule")
            .WithSummary("Marks a module as finished, or not; again changes nothing.")
            .AcceptsBody(new MarkModuleRequest("module-1", Completed: true)).Produces<ModuleMarkedJson>()
            .WithFaults(Status403Forbidden);
        courses.MapPost("/lessons/{lesson_id}/complete", CompleteLessonAsync).WithName("CompleteLesson")
            .WithSummary("Marks a lesson as finished; again changes nothing.").Produces<LessonCompletedJson>()
            .WithFaults(Status403Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;
        // A cursor of the catalogue is a course id.
        if (cursor is not null && !IsCourse(cursor)) return Refuse(Page.BadCursor);

        var userId = CurrentUser.OrNull(http)?.UserId;
        var listing = grains.CourseCatalog().ListAsync(cursor, limit);
        var progress = userId is null ? [] : await grains.Learner(userId).AllAsync();
        return OutcomeResults.Of(await listing,
            page => CachedResponse.Json(CoursesPageJson.Of(page, progress), personal: userId is not null));
    }

    private static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).AccessAsync(id), access => CourseDetailJson.Of(access));

    private static async Task<IResult> ContentAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).ContentAsync(id), access => CourseLessonsJson.Of(access));

    /// <summary>Progress stays visible to users whose entitlement has ended.</summary>
    private static async Task<IResult> ProgressAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(
            await grains.Learner(caller.UserId).AccessAsync(id),
            access => TypedResults.Ok(new LessonsProgressJson(access.Progress.Percent, access.Progress.Completed)));

    private static async Task<IResult> EnrollmentAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.Learner(caller.UserId).AccessAsync(id), access => new EnrollmentJson(access.IsEnrolled));

    private static async Task<IResult> EnrollAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var enrolled = await grains.Wallet(caller.UserId)
            .BuyCourseAsync(new($"{Operation.Of(http)}/enroll", id, PurchaseMethods.Enroll));
        return Ok(enrolled, purchase => new EnrolledJson(
            "Successfully enrolled in course", Enrolled: true, CourseJson.For(purchase.Access)));
    }

    private static async Task<IResult> PurchaseAsync(
        HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
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

    private static async Task<IResult> MarkAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!IsCourse(id)) return Refuse(CourseFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var moduleId = input.Text("module_id", ModuleId);
        var completed = input.Flag("completed");
        if (input.Refusal is { } refusal) return refusal;

        var marked = await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, moduleId, completed));
        return Ok(marked, progress => new ModuleMarkedJson("Progress saved", progress.Percent, progress.Completed));
    }

    private static async Task<IResult> CompleteLessonAsync(
        HttpContext http, string id, [FromRoute(Name = "lesson_id")] string lessonId, CurrentUser caller, IGrainFactory grains)
    {
        var marked =
            await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, lessonId, Completed: true));
        if (marked.Fault == CourseFaults.UnknownModule) marked = CourseFaults.UnknownLesson;
        return Ok(marked, progress => new LessonCompletedJson("Lesson completed", progress.Percent, progress.Completed));
    }

    private static bool IsCourse(string id) => Ids.IsOf("course", id);
}

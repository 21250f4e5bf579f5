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
            .WithQuery(RouteDocs.CourseCategory, "cursor", RouteDocs.WholeLimit).Produces<CoursesPageJson>().Produces(Status304NotModified);

        var courses = routes.MapGroup("/api/courses/{id}").WithTags("Courses").RequireAuthorization();
        courses.MapGet("", GetAsync).AllowAnonymous().WithName("GetCourse")
            .WithSummary("One course and how far the caller is. Content and videos for those entitled; others, also "
                + "signed out, get the outline and the preview.")
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
        courses.MapGet("/enrollment", EnrollmentAsync).AllowAnonymous().WithName("GetEnrollment")
            .WithSummary("Whether the caller takes part in a course; signed out: no.").Produces<EnrollmentJson>();
        courses.MapPost("/enroll", EnrollAsync).WithName("EnrollInCourse")
            .WithSummary("Takes up a course that is free or open by the tier; again changes nothing.")
            .Produces<EnrolledJson>().WithFaults(Status402PaymentRequired, Status409Conflict);
    }

    private static void MapProgress(RouteGroupBuilder courses)
    {
        courses.MapGet("/content", ContentAsync).AllowAnonymous().WithName("GetCourseContent")
            .WithSummary("A course with its lessons. Those that are locked for the caller have `content: null`.")
            .Produces<CourseLessonsJson>();
        courses.MapGet("/progress", ProgressAsync).AllowAnonymous().WithName("GetCourseProgress")
            .WithSummary("How far the caller is in a course; signed out: 0.").Produces<LessonsProgressJson>();
        courses.MapPost("/progress", MarkAsync).WithName("MarkModule")
            .WithSummary("Marks a module as finished, or not; again changes nothing. `module_id` may be the same "
                + "number as text.")
            .AcceptsBody(new MarkModuleRequest(1, Completed: true)).Produces<ModuleMarkedJson>()
            .WithFaults(Status403Forbidden);
        courses.MapPost("/lessons/{lesson_id}/complete", CompleteLessonAsync).WithName("CompleteLesson")
            .WithSummary("Marks a lesson as finished; again changes nothing.").Produces<LessonCompletedJson>()
            .WithFaults(Status403Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext http, QueryInput query, IGrainFactory grains)
    {
        var category = query.Category(CourseCategories.All);
        var (cursor, limit) = query.Page(Limits.MaxPageSize);
        if (query.Refusal is { } refusal) return refusal;
        // A cursor of the catalogue is a course id.
        if (cursor is not null && !IsCourse(cursor)) return Refuse(Page.BadCursor);

        var userId = CurrentUser.OrNull(http)?.UserId;
        var listing = grains.CourseCatalog().ListAsync(category, cursor, limit);
        var progress = userId is null ? [] : await grains.Learner(userId).AllAsync();
        return OutcomeResults.Of(await listing,
            page => CachedResponse.Json(CoursesPageJson.Of(page, progress), personal: userId is not null));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string id, IGrainFactory grains) =>
        Ok(await AccessAsync(http, id, grains), access => CourseDetailJson.Of(access));

    private static async Task<IResult> ContentAsync(HttpContext http, string id, IGrainFactory grains) =>
        Ok(await AccessAsync(http, id, grains), access => CourseLessonsJson.Of(access));

    /// <summary>Progress stays visible to users whose entitlement has ended.</summary>
    private static async Task<IResult> ProgressAsync(HttpContext http, string id, IGrainFactory grains) =>
        Ok(await AccessAsync(http, id, grains),
            access => new LessonsProgressJson(access.Progress.Percent, access.Progress.Completed));

    private static async Task<IResult> EnrollmentAsync(HttpContext http, string id, IGrainFactory grains) =>
        Ok(await AccessAsync(http, id, grains), access => new EnrollmentJson(access.IsEnrolled));

    /// <summary>The course as the caller may see it, also without a session.</summary>
    private static async Task<Outcome<CourseAccess>> AccessAsync(HttpContext http, string id, IGrainFactory grains) =>
        !IsCourse(id) ? CourseFaults.Unknown
        : CurrentUser.OrNull(http) is { } caller ? await grains.Learner(caller.UserId).AccessAsync(id)
        : await grains.Course(id).PreviewAsync();

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
        var moduleId = ModuleNumber.ToId(input.TextOrNumber("module_id", ModuleId, 1, int.MaxValue));
        var completed = input.Flag("completed");
        if (input.Refusal is { } refusal) return refusal;

        var marked = await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, moduleId, completed));
        return Ok(marked, progress => new ModuleMarkedJson(
            "Progress saved", progress.Percent, ModuleNumber.Ascending(progress.Completed)));
    }

    private static async Task<IResult> CompleteLessonAsync(
        HttpContext http, string id, [FromRoute(Name = "lesson_id")] string lessonId, CurrentUser caller,
        IGrainFactory grains)
    {
        var moduleId = ModuleNumber.ToId(lessonId);
        var marked =
            await grains.Learner(caller.UserId).MarkAsync(new(Operation.Of(http), id, moduleId, Completed: true));
        if (marked.Fault == CourseFaults.UnknownModule) marked = CourseFaults.UnknownLesson;
        return Ok(marked, progress => new LessonCompletedJson(
            "Lesson completed", progress.Percent, Completed: true, progress.Completed));
    }

    private static bool IsCourse(string id) => Ids.IsOf("course", id);
}

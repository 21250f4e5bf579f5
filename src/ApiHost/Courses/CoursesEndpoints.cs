namespace XelaConnect.ApiHost.Courses;

internal static class CoursesEndpoints
{
    public static void MapCourses(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/courses", CoursesHandlers.ListAsync).AllowAnonymous().WithTags("Courses")
            .WithName("ListCourses")
            .WithSummary("Courses, oldest first, modules as outlines; works signed out. Signed in, `progress` is "
                + "the caller's.")
            .WithQuery("cursor", "limit").Produces<CoursesPageJson>().Produces(Status304NotModified);

        var courses = routes.MapGroup("/api/courses/{id}").WithTags("Courses").RequireAuthorization();
        courses.MapGet("", CoursesHandlers.GetAsync).WithName("GetCourse")
            .WithSummary("One course and how far the caller is. Content and videos for those entitled; others get "
                + "the outline and the preview.")
            .Produces<CourseDetailJson>();
        courses.MapPost("/purchase", CoursesHandlers.PurchaseAsync).MembersOnly().WithName("PurchaseCourse")
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
        courses.MapGet("/enrollment", CoursesHandlers.EnrollmentAsync).WithName("GetEnrollment")
            .WithSummary("Whether the caller takes part in a course.").Produces<EnrollmentJson>();
        courses.MapPost("/enroll", CoursesHandlers.EnrollAsync).WithName("EnrollInCourse")
            .WithSummary("Takes up a course that is free or open by the tier; again changes nothing.")
            .Produces<EnrolledJson>().WithFaults(Status402PaymentRequired, Status409Conflict);
    }

    private static void MapProgress(RouteGroupBuilder courses)
    {
        courses.MapGet("/content", CoursesHandlers.ContentAsync).WithName("GetCourseContent")
            .WithSummary("A course with its lessons, for those entitled.").Produces<CourseLessonsJson>()
            .WithFaults(Status403Forbidden);
        courses.MapGet("/progress", CoursesHandlers.ProgressAsync).WithName("GetCourseProgress")
            .WithSummary("How far the caller is in a course.").Produces<LessonsProgressJson>();
        courses.MapPost("/progress", CoursesHandlers.MarkAsync).WithName("MarkModule")
            .WithSummary("Marks a module as finished, or not; again changes nothing.")
            .AcceptsBody(new MarkModuleRequest("module-1", Completed: true)).Produces<ModuleMarkedJson>()
            .WithFaults(Status403Forbidden);
        courses.MapPost("/lessons/{lesson_id}/complete", CoursesHandlers.CompleteLessonAsync)
            .WithName("CompleteLesson").WithSummary("Marks a lesson as finished; again changes nothing.")
            .Produces<LessonCompletedJson>().WithFaults(Status403Forbidden);
    }
}

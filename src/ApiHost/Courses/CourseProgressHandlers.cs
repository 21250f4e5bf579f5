using Microsoft.AspNetCore.Mvc;
using XelaConnect.ApiHost.Http;
using XelaConnect.Courses;

namespace XelaConnect.ApiHost.Courses;

/// <summary>Studying: reading what a course holds and keeping track of it.</summary>
internal static class CourseProgressHandlers
{
    private static readonly TextRule ModuleId = new(Limits.ModuleId);

    public static async Task<IResult> ContentAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await CourseAccess.OfEntitledAsync(grains, id, caller.UserId), study => TypedResults.Ok(CourseLessonsJson.Of(study)));

    /// <summary>How far someone is stays theirs to see, also where they may not go on at present.</summary>
    public static async Task<IResult> ProgressAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await CourseAccess.OfAsync(grains, id, caller.UserId), study => TypedResults.Ok(new LessonsProgressJson(study.Percent, study.Completed)));

    public static async Task<IResult> MarkAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        if (!Ids.IsOf(CourseAccess.Kind, id)) return OutcomeResults.Refuse(CourseFaults.Unknown);
        var input = await JsonInput.ReadAsync(http);
        var moduleId = input.Text("module_id", ModuleId);
        var completed = input.Flag("completed");
        if (input.Refusal is { } refusal) return refusal;

        var marked = await MarkAsync(http, grains, id, caller.UserId, moduleId, completed, CourseFaults.UnknownModule);
        return OutcomeResults.Of(marked, course => TypedResults.Ok(ModuleMarkedJson.Of("Progress saved", course)));
    }

    public static async Task<IResult> CompleteLessonAsync(
        HttpContext http, string id, [FromRoute(Name = "lesson_id")] string lessonId, CurrentUser caller, IGrainFactory grains)
    {
        var marked = await MarkAsync(http, grains, id, caller.UserId, lessonId, completed: true, CourseFaults.UnknownLesson);
        return OutcomeResults.Of(marked, course => TypedResults.Ok(new LessonCompletedJson("Lesson completed", course.Percent, course.Completed)));
    }

    private static async Task<Outcome<CourseProgress>> MarkAsync(
        HttpContext http, IGrainFactory grains, string courseId, string userId, string moduleId, bool completed, Fault unknown)
    {
        var study = await CourseAccess.OfEntitledAsync(grains, courseId, userId);
        if (!study.IsOk) return study.Fault;
        if (!study.Value.Has(moduleId)) return unknown;
        var mark = new MarkModule(Operation.Of(http), courseId, moduleId, completed, study.Value.Course.Content.Modules.Length);
        return await grains.Learner(userId).MarkAsync(mark);
    }
}

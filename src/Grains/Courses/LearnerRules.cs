namespace XelaConnect.Grains.Courses;

internal static class LearnerRules
{
    private const int MaxPercent = 100;

    /// <summary>Marks a module of a course: the content to which the user is entitled, else the refusal.</summary>
    public static Decision<LearnerEvent> Mark(LearnerState learner, MarkModule command, Outcome<CourseAccess> content)
    {
        if (!content.IsOk) return content.Fault;
        var (course, module, modules) = (command.CourseId, command.ModuleId, content.Value.Course.Content.Modules);
        if (!modules.Any(known => known.ModuleId == module)) return CourseFaults.UnknownModule;
        var isCompleted = learner.Of(course)?.Completed.Contains(module) ?? false;
        return isCompleted == command.Completed ? Decision.Nothing
            : command.Completed ? new ModuleFinished(course, module, modules.Length)
            : new ModuleReopened(course, module, modules.Length);
    }

    public static CourseProgress ProgressOf(LearnerState learner, string courseId) =>
        ProgressOf(learner.Of(courseId) ?? new CourseProgressState(courseId));

    public static CourseProgress ProgressOf(CourseProgressState course) =>
        new(course.CourseId, course.Completed, Percent(course.Completed.Length, course.Modules));

    /// <summary>0 to 100, halves away from zero. A shortened course has fewer modules than are completed.</summary>
    public static int Percent(int completed, int modules) => modules <= 0 ? 0 : Math.Min(
        MaxPercent, (int)Math.Round((decimal)MaxPercent * completed / modules, MidpointRounding.AwayFromZero));
}

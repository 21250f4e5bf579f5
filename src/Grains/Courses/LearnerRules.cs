namespace XelaConnect.Grains.Courses;

/// <summary>Decisions about a user's progress in courses.</summary>
internal static class LearnerRules
{
    private const int MaxPercent = 100;

    /// <summary>
    /// Marks a module of a course. <paramref name="content"/> is the course where the user is entitled to it, else the
    /// refusal.
    /// </summary>
    public static Decision<LearnerEvent> Mark(LearnerState learner, MarkModule command, Outcome<CourseAccess> content)
    {
        if (!content.IsOk) return content.Fault;
        var modules = content.Value.Course.Content.Modules;
        if (!modules.Any(module => module.ModuleId == command.ModuleId)) return CourseFaults.UnknownModule;
        return (learner.Of(command.CourseId)?.Completed.Contains(command.ModuleId) ?? false) == command.Completed ? Decision.Nothing
            : command.Completed ? new ModuleFinished(command.CourseId, command.ModuleId, modules.Length)
            : new ModuleReopened(command.CourseId, command.ModuleId, modules.Length);
    }

    /// <summary>The progress in one course; 0 percent before the first completed module.</summary>
    public static CourseProgress ProgressOf(LearnerState learner, string courseId) =>
        ProgressOf(learner.Of(courseId) ?? new CourseProgressState(courseId));

    public static CourseProgress ProgressOf(CourseProgressState course) =>
        new(course.CourseId, course.Completed, Percent(course.Completed.Length, course.Modules));

    /// <summary>
    /// 0 to 100, halves away from zero. A course that was shortened may have fewer modules than are completed; it stays
    /// at 100.
    /// </summary>
    public static int Percent(int completed, int modules) =>
        modules <= 0 ? 0 : Math.Min(
            MaxPercent, (int)Math.Round((decimal)MaxPercent * completed / modules, MidpointRounding.AwayFromZero));
}

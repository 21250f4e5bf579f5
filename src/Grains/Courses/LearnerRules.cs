using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

/// <summary>Decisions about how far someone is: pure, without Orleans.</summary>
internal static class LearnerRules
{
    private const int Whole = 100;

    public static Decision<LearnerEvent> Mark(LearnerState learner, MarkModule command, DateTimeOffset now) =>
        (learner.Of(command.CourseId)?.Completed.Contains(command.ModuleId) ?? false) == command.Completed ? Decision.Nothing
        : command.Completed ? new ModuleFinished(command.CourseId, command.ModuleId, command.Modules)
        : new ModuleReopened(command.CourseId, command.ModuleId, command.Modules);

    /// <summary>How far in one course; nothing of it was ever finished: 0.</summary>
    public static CourseProgress ProgressOf(LearnerState learner, string courseId) => ProgressOf(learner.Of(courseId) ?? new CourseProgressState(courseId));

    public static CourseProgress ProgressOf(CourseProgressState course) => new(course.CourseId, course.Completed, Percent(course.Completed.Length, course.Modules));

    /// <summary>0..100, halves away from zero. A course that was shortened since may have fewer modules than stand finished; it is whole, not more.</summary>
    public static int Percent(int completed, int modules) =>
        modules <= 0 ? 0 : Math.Min(Whole, (int)Math.Round((decimal)Whole * completed / modules, MidpointRounding.AwayFromZero));
}

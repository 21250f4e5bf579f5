namespace XelaConnect.Grains.Courses;

[JsonDerivedType(typeof(ModuleFinished), "courses.module-finished.v1")]
[JsonDerivedType(typeof(ModuleReopened), "courses.module-reopened.v1")]
internal abstract record LearnerEvent;
internal sealed record ModuleFinished(string CourseId, string ModuleId, int Modules) : LearnerEvent;
internal sealed record ModuleReopened(string CourseId, string ModuleId, int Modules) : LearnerEvent;

internal static class LearnerJournal
{
    public static readonly JournalDefinition<LearnerState, LearnerEvent> Learner = new()
    {
        Name = "courses.learner",
        Empty = static userId => new LearnerState(userId),
        Apply = LearnerState.Apply,
        Events = new EventCodec<LearnerEvent>(CourseJson.Default),
        Snapshot = CourseJson.Default.LearnerState,
        SizeOf = static learner => learner.ModulesFinished,
        Replicas = [UserFacets.Replica<LearnerState>("user", static (before, after) => before.Courses != after.Courses,
            static learner => learner.UserId, static learner => new LearningFacet
            {
                Courses = [.. learner.Courses.Select(LearnerRules.ProgressOf)],
                ModulesFinished = learner.ModulesFinished, CoursesFinished = learner.CoursesFinished,
            })],
    };
}

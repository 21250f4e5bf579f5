namespace XelaConnect.Grains.Courses;

/// <summary>What happens to a learner.</summary>
internal abstract record LearnerEvent;

internal sealed record ModuleFinished(string CourseId, string ModuleId, int Modules) : LearnerEvent;

internal sealed record ModuleReopened(string CourseId, string ModuleId, int Modules) : LearnerEvent;

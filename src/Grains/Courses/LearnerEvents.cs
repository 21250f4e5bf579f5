using System.Text.Json.Serialization;

namespace XelaConnect.Grains.Courses;

/// <summary>What happens to a learner.</summary>
[JsonDerivedType(typeof(ModuleFinished), "courses.module-finished.v1")]
[JsonDerivedType(typeof(ModuleReopened), "courses.module-reopened.v1")]
internal abstract record LearnerEvent;

internal sealed record ModuleFinished(string CourseId, string ModuleId, int Modules) : LearnerEvent;

internal sealed record ModuleReopened(string CourseId, string ModuleId, int Modules) : LearnerEvent;

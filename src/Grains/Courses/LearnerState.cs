using System.Collections.Immutable;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

/// <summary>How far one person is in their courses, in the order they were begun.</summary>
internal sealed record LearnerState(string UserId)
{
    public ImmutableList<CourseProgressState> Courses { get; init; } = [];

    /// <summary>How many modules were ever finished, and courses ever whole; what was finished once counts once, for good.</summary>
    public int ModulesFinished { get; init; }
    public int CoursesFinished { get; init; }

    /// <summary>What was studied of a course; null when nothing of it was ever finished.</summary>
    public CourseProgressState? Of(string courseId) => Courses.Find(course => course.CourseId == courseId);

    public static LearnerState Apply(LearnerState learner, EventEnvelope<LearnerEvent> recorded) => recorded.Event switch
    {
        ModuleFinished e => learner.With((learner.Of(e.CourseId) ?? new CourseProgressState(e.CourseId)).Finish(e.ModuleId, e.Modules)),
        ModuleReopened e => learner.Of(e.CourseId) is { } course ? learner.With(course.Reopen(e.ModuleId, e.Modules)) : learner,
        _ => throw new InvalidDataException($"A learner does not know the event {recorded.Event.GetType().Name}."),
    };

    private LearnerState With(CourseProgressState course)
    {
        var place = Courses.FindIndex(held => held.CourseId == course.CourseId);
        var before = place < 0 ? new CourseProgressState(course.CourseId) : Courses[place];
        return this with
        {
            Courses = place < 0 ? Courses.Add(course) : Courses.SetItem(place, course),
            ModulesFinished = ModulesFinished + course.Ever.Length - before.Ever.Length,
            CoursesFinished = CoursesFinished + (course.WasWhole && !before.WasWhole ? 1 : 0),
        };
    }
}

/// <summary>What one person finished of one course.</summary>
internal sealed record CourseProgressState(string CourseId)
{
    /// <summary>How many modules the course had when one was last marked.</summary>
    public int Modules { get; init; }

    /// <summary>Modules that stand finished, in the order they were finished.</summary>
    public ImmutableArray<string> Completed { get; init; } = [];

    /// <summary>Modules that were finished at any time: without them, marking one again would count again.</summary>
    public ImmutableArray<string> Ever { get; init; } = [];

    /// <summary>All modules once stood finished together.</summary>
    public bool WasWhole { get; init; }

    public CourseProgressState Finish(string moduleId, int modules)
    {
        var completed = Completed.Contains(moduleId) ? Completed : Completed.Add(moduleId);
        return this with
        {
            Modules = modules, Completed = completed, Ever = Ever.Contains(moduleId) ? Ever : Ever.Add(moduleId), WasWhole = WasWhole || completed.Length >= modules,
        };
    }

    public CourseProgressState Reopen(string moduleId, int modules) => this with { Modules = modules, Completed = Completed.Remove(moduleId) };
}

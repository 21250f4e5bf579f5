namespace XelaConnect.Grains.Courses;

/// <summary>State of a learner: progress in courses, in the order of their first completed module.</summary>
internal sealed record LearnerState(string UserId)
{
    public ImmutableList<CourseProgressState> Courses { get; init; } = [];

    /// <summary>Modules ever completed, and courses ever completed as a whole; each counts once and for good.</summary>
    public int ModulesFinished { get; init; }
    public int CoursesFinished { get; init; }

    /// <summary>The progress in a course; null when no module of it was ever completed.</summary>
    public CourseProgressState? Of(string courseId) => Courses.Find(course => course.CourseId == courseId);

    public static LearnerState Apply(LearnerState learner, EventEnvelope<LearnerEvent> recorded) => recorded.Event switch
    {
        ModuleFinished e =>
            learner.With((learner.Of(e.CourseId) ?? new CourseProgressState(e.CourseId)).Finish(e.ModuleId, e.Modules)),
        ModuleReopened e =>
            learner.Of(e.CourseId) is { } course ? learner.With(course.Reopen(e.ModuleId, e.Modules)) : learner,
        _ => throw new InvalidDataException($"A learner has no event {recorded.Event.GetType().Name}."),
    };

    private LearnerState With(CourseProgressState course)
    {
        var index = Courses.FindIndex(known => known.CourseId == course.CourseId);
        var before = index < 0 ? new CourseProgressState(course.CourseId) : Courses[index];
        return this with
        {
            Courses = index < 0 ? Courses.Add(course) : Courses.SetItem(index, course),
            ModulesFinished = ModulesFinished + course.Ever.Length - before.Ever.Length,
            CoursesFinished = CoursesFinished + (course.WasWhole && !before.WasWhole ? 1 : 0),
        };
    }
}

/// <summary>Progress in one course.</summary>
internal sealed record CourseProgressState(string CourseId)
{
    /// <summary>Number of modules of the course when one was last marked.</summary>
    public int Modules { get; init; }

    /// <summary>Completed modules, in the order of completion.</summary>
    public ImmutableArray<string> Completed { get; init; } = [];

    /// <summary>Modules that were ever completed; without them, completing one again would count again.</summary>
    public ImmutableArray<string> Ever { get; init; } = [];

    /// <summary>Whether all modules were once completed at the same time.</summary>
    public bool WasWhole { get; init; }

    public CourseProgressState Finish(string moduleId, int modules)
    {
        var completed = Completed.Contains(moduleId) ? Completed : Completed.Add(moduleId);
        return this with
        {
            Modules = modules, Completed = completed, Ever = Ever.Contains(moduleId) ? Ever : Ever.Add(moduleId), WasWhole = WasWhole || completed.Length >= modules,
        };
    }

    public CourseProgressState Reopen(string moduleId, int modules) =>
        this with { Modules = modules, Completed = Completed.Remove(moduleId) };
}

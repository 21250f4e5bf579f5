namespace XelaConnect.Grains.Courses;

/// <summary>Progress in courses, in the order of their first completed module.</summary>
internal sealed record LearnerState(string UserId)
{
    public ImmutableList<CourseProgressState> Courses { get; init; } = [];
    /// <summary>Modules ever completed, and courses ever completed as a whole; each counts once and for good.</summary>
    public int ModulesFinished { get; init; }
    public int CoursesFinished { get; init; }

    public CourseProgressState? Of(string courseId) => Courses.Find(course => course.CourseId == courseId);

    public static LearnerState Apply(LearnerState learner, EventEnvelope<LearnerEvent> stored) => stored.Event switch
    {
        ModuleFinished e => learner.With(e.CourseId, course => course.Finish(e.ModuleId, e.Modules)),
        ModuleReopened e when learner.Of(e.CourseId) is null => learner,
        ModuleReopened e => learner.With(e.CourseId, course => course.Reopen(e.ModuleId, e.Modules)),
        _ => throw new InvalidDataException($"A learner has no event {stored.Event.GetType().Name}."),
    };

    private LearnerState With(string courseId, Func<CourseProgressState, CourseProgressState> change)
    {
        var index = Courses.FindIndex(known => known.CourseId == courseId);
        var before = index < 0 ? new CourseProgressState(courseId) : Courses[index];
        var course = change(before);
        return this with
        {
            Courses = index < 0 ? Courses.Add(course) : Courses.SetItem(index, course),
            ModulesFinished = ModulesFinished + course.Ever.Length - before.Ever.Length,
            CoursesFinished = CoursesFinished + (course.WasWhole && !before.WasWhole ? 1 : 0),
        };
    }
}

internal sealed record CourseProgressState(string CourseId)
{
    /// <summary>Number of modules of the course when one was last marked.</summary>
    public int Modules { get; init; }

    public ImmutableArray<string> Completed { get; init; } = [];
    /// <summary>Modules that were ever completed; without them, completing one again would count again.</summary>
    public ImmutableArray<string> Ever { get; init; } = [];
    /// <summary>Whether all modules were once completed at the same time.</summary>
    public bool WasWhole { get; init; }

    public CourseProgressState Finish(string moduleId, int modules)
    {
        var completed = Completed.Contains(moduleId) ? Completed : Completed.Add(moduleId);
        var ever = Ever.Contains(moduleId) ? Ever : Ever.Add(moduleId);
        var wasWhole = WasWhole || completed.Length >= modules;
        return this with { Modules = modules, Completed = completed, Ever = ever, WasWhole = wasWhole };
    }

    public CourseProgressState Reopen(string moduleId, int modules) =>
        this with { Modules = modules, Completed = Completed.Remove(moduleId) };
}

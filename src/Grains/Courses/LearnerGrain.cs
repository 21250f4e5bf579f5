namespace XelaConnect.Grains.Courses;

[GrainType("learner"), Reentrant]
internal sealed class LearnerGrain(Journal<LearnerState, LearnerEvent> journal)
    : EventSourcedGrain<LearnerState, LearnerEvent>(journal), ILearnerGrain
{
    public Task<CourseProgress?> GetAsync(string courseId) => Task.FromResult(ProgressIn(courseId));

    public Task<ImmutableArray<CourseProgress>> AllAsync() =>
        Task.FromResult<ImmutableArray<CourseProgress>>([.. Committed.Courses.Select(LearnerRules.ProgressOf)]);

    public async Task<Outcome<CourseAccess>> AccessAsync(string courseId)
    {
        if (!Ids.IsOf("course", courseId)) return CourseFaults.Unknown;
        var course = GrainFactory.Course(courseId).GetAsync();
        var grant = GrainFactory.Wallet(Key).GrantAsync(courseId);
        var subscription = GrainFactory.Subscription(Key).GetAsync();
        await Task.WhenAll(course, grant, subscription);
        var (plan, given) = ((await subscription).Plan, await grant);
        return (await course).Then(view => CourseAccess.Of(view, plan, given, ProgressIn(courseId)));
    }

    public async Task<Outcome<CourseAccess>> ContentAsync(string courseId)
    {
        var access = await AccessAsync(courseId);
        return access is { IsOk: true, Value.IsEntitled: false } ? CourseFaults.NotEntitled : access;
    }

    public async Task<Outcome<CourseProgress>> MarkAsync(MarkModule command)
    {
        var content = await ContentAsync(command.CourseId);
        return await Handle(command, (learner, c, _) => LearnerRules.Mark(learner, c, content),
            learner => LearnerRules.ProgressOf(learner, command.CourseId));
    }

    private CourseProgress? ProgressIn(string courseId) =>
        Committed.Of(courseId) is { } course ? LearnerRules.ProgressOf(course) : null;
}

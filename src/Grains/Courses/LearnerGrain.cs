using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

[GrainType("learner"), Reentrant]
internal sealed class LearnerGrain(Journal<LearnerState, LearnerEvent> journal) : EventSourcedGrain<LearnerState, LearnerEvent>(journal), ILearnerGrain
{
    public Task<CourseProgress?> GetAsync(string courseId) =>
        Task.FromResult(Committed.Of(courseId) is { } course ? LearnerRules.ProgressOf(course) : null);

    public Task<ImmutableArray<CourseProgress>> AllAsync() => Task.FromResult<ImmutableArray<CourseProgress>>([.. Committed.Courses.Select(LearnerRules.ProgressOf)]);

    public Task<Outcome<CourseProgress>> MarkAsync(MarkModule command) =>
        Handle(command, LearnerRules.Mark, learner => LearnerRules.ProgressOf(learner, command.CourseId));
}

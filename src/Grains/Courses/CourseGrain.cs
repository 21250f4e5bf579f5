using Orleans.Concurrency;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

[GrainType("course"), Reentrant]
internal sealed class CourseGrain(Journal<CourseState, CourseEvent> journal) : EventSourcedGrain<CourseState, CourseEvent>(journal), ICourseGrain
{
    public Task<Outcome<CourseView>> WriteAsync(WriteCourse command) => Handle(command, CourseRules.Write, static course => course.View!);

    public Task<Outcome<Done>> SetSaleAsync(SetCourseSale command) => Handle(command, CourseRules.SetSale);

    public Task<Outcome<CourseOffer>> OfferAsync() =>
        Task.FromResult<Outcome<CourseOffer>>(Committed.View is { } view ? new CourseOffer(view, !Committed.IsWithdrawn) : CourseFaults.Unknown);

    public Task<Outcome<CourseView>> GetAsync() => Task.FromResult<Outcome<CourseView>>(Committed.View is { } view ? view : CourseFaults.Unknown);
}

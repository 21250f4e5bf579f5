using Orleans.Concurrency;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

[GrainType("course-catalog"), Reentrant]
internal sealed class CourseCatalogGrain(Journal<CatalogState, CatalogEvent> journal) : EventSourcedGrain<CatalogState, CatalogEvent>(journal), ICourseCatalogGrain
{
    public Task<Outcome<Done>> PutAsync(PutCourseOutline command) => Handle(command, CourseRules.Put);

    public Task<Outcome<Page<CourseView>>> ListAsync(string? cursor, int limit)
    {
        var courses = Committed.Courses.Values.Where(c => cursor is null || string.CompareOrdinal(c.Id, cursor) > 0).Take(limit + 1).ToList();
        var more = courses.Count > limit;
        if (more) courses.RemoveAt(limit);
        return Task.FromResult<Outcome<Page<CourseView>>>(new Page<CourseView>([.. courses], more ? courses[^1].Id : null));
    }
}

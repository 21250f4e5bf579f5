using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

/// <summary>Decisions about courses.</summary>
internal static class CourseRules
{
    public static Decision<CourseEvent> Write(CourseState course, WriteCourse command, DateTimeOffset now) => new CourseWritten(command.Content);

    public static Decision<CourseEvent> SetSale(CourseState course, SetCourseSale command, DateTimeOffset now) =>
        course.View is null ? CourseFaults.Unknown : course.IsWithdrawn == !command.ForSale ? Decision.Nothing : new SaleSet(command.ForSale);

    public static Decision<CatalogEvent> Put(CatalogState catalog, PutCourseOutline command, DateTimeOffset now) =>
        catalog.Courses.TryGetValue(command.Outline.Id, out var held) && held.Version >= command.Outline.Version ? Decision.Nothing : new OutlinePut(command.Outline);

    /// <summary>The course without what only the entitled may read.</summary>
    public static CourseView Outline(CourseView course) =>
        course with { Content = course.Content with { Modules = [.. course.Content.Modules.Select(m => m with { Content = null, VideoUrl = null })] } };
}

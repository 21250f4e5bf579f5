namespace XelaConnect.Grains.Courses;

internal static class CourseRules
{
    public static Decision<CourseEvent> Write(CourseState course, WriteCourse command, DateTimeOffset now) =>
        new CourseWritten(command.Content);

    public static Decision<CourseEvent> SetSale(CourseState course, SetCourseSale command, DateTimeOffset now) =>
        course.View is null ? CourseFaults.Unknown
        : course.IsWithdrawn == !command.ForSale ? Decision.Nothing
        : new SaleSet(command.ForSale);

    public static Decision<CatalogEvent> Put(CatalogState catalog, PutCourseOutline command, DateTimeOffset now) =>
        catalog.Courses.GetValueOrDefault(command.Outline.Id)?.Version >= command.Outline.Version ? Decision.Nothing
        : new OutlinePut(command.Outline);
}

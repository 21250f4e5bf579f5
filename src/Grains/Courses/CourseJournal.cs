namespace XelaConnect.Grains.Courses;

/// <summary>Storage of courses and their catalogue.</summary>
internal static class CourseJournal
{
    public static readonly JournalDefinition<CourseState, CourseEvent> Course = new()
    {
        Name = "courses.course",
        Empty = static id => new CourseState(id),
        Apply = CourseState.Apply,
        Events = new EventCodec<CourseEvent>(CourseJson.Default),
        Snapshot = CourseJson.Default.CourseState,
        Replicas =
        [
            new StateReplica<CourseState>("catalog",
                static (before, after) => before.View != after.View,
                static (course, op, _) => CourseCatalogMessages.Put.To("all", new PutCourseOutline(op, course.View!.Reveal(static _ => false)))),
        ],
    };

    public static readonly JournalDefinition<CatalogState, CatalogEvent> Catalog = new()
    {
        Name = "courses.catalog",
        Empty = static _ => new CatalogState(),
        Apply = CatalogState.Apply,
        Events = new EventCodec<CatalogEvent>(CourseJson.Default),
        Snapshot = CourseJson.Default.CatalogState,
        SizeOf = static catalog => catalog.Courses.Count,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CourseEvent))]
[JsonSerializable(typeof(CatalogEvent))]
[JsonSerializable(typeof(CourseState))]
[JsonSerializable(typeof(CatalogState))]
internal sealed partial class CourseJson : JsonSerializerContext;

namespace XelaConnect.Grains.Courses;

[JsonDerivedType(typeof(CourseWritten), "courses.written.v1")]
[JsonDerivedType(typeof(SaleSet), "courses.sale-set.v1")]
internal abstract record CourseEvent;
internal sealed record CourseWritten(CourseContent Content) : CourseEvent;
internal sealed record SaleSet(bool ForSale) : CourseEvent;

[JsonDerivedType(typeof(OutlinePut), "courses.outline-put.v1")]
internal abstract record CatalogEvent;
internal sealed record OutlinePut(CourseView Outline) : CatalogEvent;

internal static class CourseJournal
{
    public static readonly JournalDefinition<CourseState, CourseEvent> Course = new()
    {
        Name = "courses.course",
        Empty = static id => new CourseState(id),
        Apply = CourseState.Apply,
        Events = new EventCodec<CourseEvent>(CourseJson.Default),
        Snapshot = CourseJson.Default.CourseState,
        Replicas = [new("catalog", static (before, after) => before.View != after.View,
            static (course, op, _) => CourseCatalogMessages.Put.To(
                "all", new PutCourseOutline(op, course.View!.Reveal(static _ => false))))],
    };

    public static readonly JournalDefinition<CatalogState, CatalogEvent> Catalog = new()
    {
        Name = "courses.catalog",
        Empty = static _ => new CatalogState(),
        Apply = CatalogState.Apply,
        Events = new EventCodec<CatalogEvent>(CourseJson.Default),
        Snapshot = CourseJson.Default.CatalogState,
        SizeOf = static catalog => catalog.Courses.Count,
        CoveredRowsKept = 0,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CourseEvent))]
[JsonSerializable(typeof(CatalogEvent))]
[JsonSerializable(typeof(LearnerEvent))]
[JsonSerializable(typeof(CourseState))]
[JsonSerializable(typeof(CatalogState))]
[JsonSerializable(typeof(LearnerState))]
internal sealed partial class CourseJson : JsonSerializerContext;

internal static class CoursesModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(CourseJournal.Course).AddJournal(CourseJournal.Catalog).AddJournal(LearnerJournal.Learner)
        .AddOutboxMessages(CourseCatalogMessages.Put);
}

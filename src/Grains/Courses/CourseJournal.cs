using System.Text.Json.Serialization;
using XelaConnect.Courses;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Courses;

/// <summary>How the courses slice is stored.</summary>
internal static class CourseJournal
{
    public static readonly OutboxMessageType<PutCourseOutline> PutOutline = new("courses.put-outline.v1", CourseJson.Default.PutCourseOutline,
        static (grains, catalog, command) => grains.CourseCatalog(catalog).PutAsync(command));

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
                static (course, op, _) => PutOutline.To("all", new PutCourseOutline(op, CourseRules.Outline(course.View!)))),
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CourseEvent))]
[JsonSerializable(typeof(CatalogEvent))]
[JsonSerializable(typeof(CourseState))]
[JsonSerializable(typeof(CatalogState))]
[JsonSerializable(typeof(PutCourseOutline))]
internal sealed partial class CourseJson : JsonSerializerContext;

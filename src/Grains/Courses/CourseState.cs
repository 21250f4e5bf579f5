using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Courses;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Courses;

/// <summary>One course.</summary>
internal sealed record CourseState(string Id)
{
    /// <summary>Null until it is written.</summary>
    public CourseView? View { get; init; }

    /// <summary>Off sale; those who hold it keep it.</summary>
    public bool IsWithdrawn { get; init; }

    public static CourseState Apply(CourseState course, EventEnvelope<CourseEvent> recorded) => recorded.Event switch
    {
        CourseWritten e => course with { View = new CourseView(course.Id, e.Content, course.View?.CreatedAt ?? recorded.At, recorded.Seq) },
        SaleSet e => course with { IsWithdrawn = !e.ForSale },
        _ => throw new InvalidDataException($"A course does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Outlines of all courses by id, which sorts by time.</summary>
internal sealed record CatalogState
{
    public ImmutableSortedDictionary<string, CourseView> Courses { get; init; } = ImmutableSortedDictionary.Create<string, CourseView>(StringComparer.Ordinal);

    public static CatalogState Apply(CatalogState catalog, EventEnvelope<CatalogEvent> recorded) => recorded.Event switch
    {
        OutlinePut e => catalog with { Courses = catalog.Courses.WithComparers(StringComparer.Ordinal).SetItem(e.Outline.Id, e.Outline) },
        _ => throw new InvalidDataException($"The catalogue does not know the event {recorded.Event.GetType().Name}."),
    };
}

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

/// <summary>What happens to a course.</summary>
internal abstract record CourseEvent;

internal sealed record CourseWritten(CourseContent Content) : CourseEvent;
internal sealed record SaleSet(bool ForSale) : CourseEvent;

/// <summary>What happens in the catalogue.</summary>
internal abstract record CatalogEvent;

internal sealed record OutlinePut(CourseView Outline) : CatalogEvent;

/// <summary>How the courses slice is stored.</summary>
internal static class CourseJournal
{
    public static readonly OutboxMessageType<PutCourseOutline> PutOutline = new("courses.put-outline.v1", CourseJson.Default.PutCourseOutline,
        static (grains, catalog, command) => grains.GetGrain<ICourseCatalogGrain>(catalog).PutAsync(command));

    public static readonly JournalDefinition<CourseState, CourseEvent> Course = new()
    {
        Name = "courses.course",
        Empty = static id => new CourseState(id),
        Apply = CourseState.Apply,
        Events = new EventCodec<CourseEvent>()
            .On("courses.written.v1", CourseJson.Default.CourseWritten)
            .On("courses.sale-set.v1", CourseJson.Default.SaleSet),
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
        Events = new EventCodec<CatalogEvent>().On("courses.outline-put.v1", CourseJson.Default.OutlinePut),
        Snapshot = CourseJson.Default.CatalogState,
        SizeOf = static catalog => catalog.Courses.Count,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CourseWritten))]
[JsonSerializable(typeof(SaleSet))]
[JsonSerializable(typeof(OutlinePut))]
[JsonSerializable(typeof(CourseState))]
[JsonSerializable(typeof(CatalogState))]
[JsonSerializable(typeof(PutCourseOutline))]
internal sealed partial class CourseJson : JsonSerializerContext;

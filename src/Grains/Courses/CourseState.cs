namespace XelaConnect.Grains.Courses;

internal sealed record CourseState(string Id)
{
    /// <summary>Null until the course is written.</summary>
    public CourseView? View { get; init; }

    public bool IsWithdrawn { get; init; }

    public static CourseState Apply(CourseState course, EventEnvelope<CourseEvent> recorded) => recorded.Event switch
    {
        CourseWritten e => course with
        {
            View = new CourseView(course.Id, e.Content, course.View?.CreatedAt ?? recorded.At, recorded.Seq),
        },
        SaleSet e => course with { IsWithdrawn = !e.ForSale },
        _ => throw new InvalidDataException($"A course has no event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Outlines by course id, which sorts by time of creation.</summary>
internal sealed record CatalogState
{
    public ImmutableSortedDictionary<string, CourseView> Courses { get; init; } =
        ImmutableSortedDictionary.Create<string, CourseView>(StringComparer.Ordinal);

    public static CatalogState Apply(CatalogState catalog, EventEnvelope<CatalogEvent> recorded)
    {
        var outline = ((OutlinePut)recorded.Event).Outline;
        // A snapshot does not store the comparer.
        var courses = catalog.Courses.WithComparers(StringComparer.Ordinal);
        return catalog with { Courses = courses.SetItem(outline.Id, outline) };
    }
}

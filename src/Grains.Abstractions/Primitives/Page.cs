namespace XelaConnect;

/// <summary>One page of a list (<c>docs/api/http.md</c>, "lists"). The cursor is null at the end.</summary>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);

/// <summary>Pages of lists that are in memory.</summary>
public static class Page
{
    /// <summary>The cursor has another form than those that this server issues.</summary>
    public static readonly Fault BadCursor = new(
        FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");

    /// <summary>Sorts items by time, newest first, and returns the page after a cursor. Positions are unique.</summary>
    public static Outcome<Page<TView>> Of<T, TView>(
        IEnumerable<T> items, Func<T, TimeCursor> position, Func<T, TView> view, string? cursor, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = default(TimeCursor);
        if (cursor is not null && !TimeCursor.TryParse(cursor, out after)) return BadCursor;
        var rest = items.Where(item => cursor is null || position(item) > after);
        var page = rest.OrderBy(position).Take(limit + 1).ToList();
        var next = page.Count > limit ? position(page[limit - 1]).ToString() : null;
        return new Page<TView>([.. page.Take(limit).Select(view)], next);
    }
}

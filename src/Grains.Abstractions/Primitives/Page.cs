namespace XelaConnect;

/// <summary>One page of a list (<c>docs/api/http.md</c>, "lists").</summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="Items">The page's items, in the list's order.</param>
/// <param name="NextCursor">Cursor of the next page, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);

/// <summary>Pages of lists that are in memory.</summary>
public static class Page
{
    /// <summary>The cursor has another form than those that this server issues.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");

    /// <summary>Sorts items by time, newest first, and returns the page after a cursor.</summary>
    /// <param name="items">The whole list, in any order.</param>
    /// <param name="position">The position of an item; unique in the list.</param>
    /// <param name="view">Maps an item of the page.</param>
    /// <param name="cursor">The cursor of the previous page; null is the first page.</param>
    /// <param name="limit">The maximum number of items, at least 1.</param>
    /// <returns><see cref="BadCursor"/> when the cursor is malformed.</returns>
    public static Outcome<Page<TView>> Of<T, TView>(
        IEnumerable<T> items, Func<T, TimeCursor> position, Func<T, TView> view, string? cursor, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = default(TimeCursor);
        if (cursor is not null && !TimeCursor.TryParse(cursor, out after)) return BadCursor;
        var page = items.Where(item => cursor is null || position(item) > after).OrderBy(position).Take(limit + 1).ToList();
        return new Page<TView>([.. page.Take(limit).Select(view)], page.Count > limit ? position(page[limit - 1]).ToString() : null);
    }
}

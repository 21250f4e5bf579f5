using System.Globalization;

namespace XelaConnect;

/// <summary>One page of a list (<c>docs/api/http.md</c>, "lists"). The cursor is null at the end.</summary>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);

/// <summary>Pages of lists that are in memory.</summary>
public static class Page
{
    /// <summary>The cursor has another form than those that this server issues.</summary>
    public static readonly Fault BadCursor = BadCursorIn("cursor");

    /// <summary><see cref="BadCursor"/> for a cursor in another field.</summary>
    public static Fault BadCursorIn(string field) =>
        new(FaultKind.Invalid, "invalid_cursor", $"The field {field} is not one this server gave out.", field);

    /// <summary>The cursor of an item that is found by its seq.</summary>
    public static string CursorOf(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parses a text of <see cref="CursorOf"/>. Without a cursor the page begins at the start.</summary>
    public static bool TryParseSeq(string? cursor, long start, out long seq)
    {
        seq = start;
        return cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out seq);
    }

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

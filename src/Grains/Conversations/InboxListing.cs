using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace XelaConnect.Grains.Conversations;

/// <summary>
/// Somebody reads the inbox page by page. A conversation with a new message moves to the top, past the reader; which moved, and from where, is noted, so that
/// those not shown yet come first on the next page.
/// </summary>
/// <param name="id">Which reading, as its cursors name it.</param>
/// <param name="top">The place of the first conversation when the reading began.</param>
internal sealed class InboxListing(long id, TimeCursor top)
{
    private readonly List<(string Id, TimeCursor? From)> moved = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeCursor> gone = new(StringComparer.Ordinal);

    /// <summary>Which reading, as its cursors name it.</summary>
    public long Id => id;

    /// <summary>The place of the first conversation when the reading began.</summary>
    public TimeCursor Top => top;

    /// <summary>How many have moved since the reading began.</summary>
    public int Count => moved.Count;

    /// <summary>A conversation is at another place now. One that stays behind the top is met there.</summary>
    /// <param name="conversation">Its id.</param>
    /// <param name="from">Where it was; null when it was not in the list.</param>
    /// <param name="to">Where it is.</param>
    public void Add(string conversation, TimeCursor? from, TimeCursor to)
    {
        if (to < top && known.Add(conversation)) moved.Add((conversation, from ?? (gone.TryGetValue(conversation, out var before) ? before : null)));
    }

    /// <summary>A conversation is in the list no longer; it may come back.</summary>
    public void Remove(string conversation, TimeCursor from) => gone.TryAdd(conversation, from);

    /// <summary>Those that moved, in the order they did.</summary>
    /// <param name="index">From which on.</param>
    /// <param name="shownTo">Up to which place the reader was shown all; null: nothing yet.</param>
    public IEnumerable<(int Next, string? Id)> MovedSince(int index, TimeCursor? shownTo)
    {
        for (var i = index; i < moved.Count; i++) yield return (i + 1, shownTo is { } place && moved[i].From is { } from && from <= place ? null : moved[i].Id);
    }
}

/// <summary>Where a reader of the inbox goes on.</summary>
/// <param name="Listing">Which reading; null in a cursor of an earlier version.</param>
/// <param name="Moved">How many of those that moved were looked at.</param>
/// <param name="Top">When the newest message was sent as the reading began.</param>
/// <param name="Position">Up to which place all was shown.</param>
internal readonly record struct InboxCursor(long? Listing, int Moved, TimeCursor Top, TimeCursor Position)
{
    private const char Form = 'p';
    private const char Between = '~';

    /// <summary>The cursor of a text; none when it is not one that <see cref="ToString"/> made.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InboxCursor? cursor)
    {
        cursor = null;
        if (text.Length == 0 || text[0] != Form)
        {
            if (TimeCursor.TryParse(text, out var alone)) cursor = new InboxCursor(null, 0, default, alone);
        }
        else if (text[1..].Split(Between) is [var reading, var moved, var top, var place]
            && long.TryParse(reading, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(moved, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && TimeCursor.TryParse(top, out var first) && TimeCursor.TryParse(place, out var last))
        {
            cursor = new InboxCursor(id, count, first, last);
        }
        return cursor is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Form}{Listing}{Between}{Moved}{Between}{Top}{Between}{Position}");
}

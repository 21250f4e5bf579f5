namespace XelaConnect.Grains.Relationships;

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

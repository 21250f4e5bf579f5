namespace XelaConnect.Grains.Relationships;

/// <summary>
/// One paged reading of the inbox. A conversation with a new message moves to the top, past the reader. The listing
/// records what moved and from where, so that the next page starts with the moved conversations that the reader has
/// not seen.
/// </summary>
/// <param name="id">The id in cursors.</param>
/// <param name="top">The position of the first conversation when the listing began.</param>
internal sealed class InboxListing(long id, TimeCursor top)
{
    private readonly List<(string Id, TimeCursor? From)> moved = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeCursor> removed = new(StringComparer.Ordinal);

    /// <summary>The id in cursors.</summary>
    public long Id => id;

    /// <summary>The position of the first conversation when the listing began.</summary>
    public TimeCursor Top => top;

    /// <summary>The number of conversations that have moved since.</summary>
    public int Count => moved.Count;

    /// <summary>
    /// Records the move of a conversation. One that stays below the top needs no record: the reader reaches it there.
    /// </summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="from">The position before; null when it was not in the list.</param>
    /// <param name="to">The position now.</param>
    public void Add(string conversation, TimeCursor? from, TimeCursor to)
    {
        if (to < top && known.Add(conversation))
            moved.Add((conversation, from ?? (removed.TryGetValue(conversation, out var before) ? before : null)));
    }

    /// <summary>Records the position of a conversation that leaves the list; it may return.</summary>
    public void Remove(string conversation, TimeCursor from) => removed.TryAdd(conversation, from);

    /// <summary>Moved conversations in order; the id is null for one that the reader has seen.</summary>
    /// <param name="index">The first move.</param>
    /// <param name="shownTo">The position up to which the reader has seen everything; null for nothing yet.</param>
    public IEnumerable<(int Next, string? Id)> MovedSince(int index, TimeCursor? shownTo)
    {
        for (var i = index; i < moved.Count; i++)
            yield return (i + 1, shownTo is { } position && moved[i].From is { } from && from <= position ? null : moved[i].Id);
    }
}

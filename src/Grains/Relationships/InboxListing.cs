namespace XelaConnect.Grains.Relationships;

/// <summary>One paged reading: conversations that move past the reader to the top come with the next page.</summary>
internal sealed class InboxListing(long id, TimeCursor top)
{
    private readonly List<(string Id, TimeCursor? From)> moved = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeCursor> removed = new(StringComparer.Ordinal);

    public long Id => id;
    /// <summary>The position of the first conversation when the listing began.</summary>
    public TimeCursor Top => top;
    public int Count => moved.Count;

    /// <summary>One that stays below the top needs no record: the reader reaches it there.</summary>
    public void Add(string conversation, TimeCursor? from, TimeCursor to)
    {
        if (to < top && known.Add(conversation))
            moved.Add((conversation, from ?? (removed.TryGetValue(conversation, out var before) ? before : null)));
    }

    /// <summary>The conversation may return.</summary>
    public void Remove(string conversation, TimeCursor from) => removed.TryAdd(conversation, from);

    /// <summary>The id is null for a conversation that the reader has seen.</summary>
    public IEnumerable<(int Next, string? Id)> MovedSince(int index, TimeCursor? shownTo)
    {
        for (var i = index; i < moved.Count; i++)
            yield return (i + 1, shownTo is { } position && moved[i].From is { } from && from <= position ? null
                : moved[i].Id);
    }
}

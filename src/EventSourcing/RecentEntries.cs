namespace XelaConnect.EventSourcing;

/// <summary>The newest entries of a sub-stream, held in a state so that most reads need no storage.</summary>
public static class RecentEntries
{
    /// <summary>Adds an entry, and removes the oldest beyond <paramref name="max"/>.</summary>
    public static ImmutableArray<T> With<T>(this ImmutableArray<T> recent, T entry, int max) =>
        recent.Length < max ? recent.Add(entry) : [.. recent.AsSpan()[1..], entry];

    /// <summary>The range of a page: after one seq, or before another, which is the end by default.</summary>
    public static (long After, int Limit) Page(long? afterSeq, long? beforeSeq, long lastSeq, int limit)
    {
        // A caller's seq is clamped first: a difference near the ends of its type overflows.
        if (afterSeq is { } after) return (Math.Clamp(after, 0, lastSeq), limit);
        var upTo = Math.Clamp(beforeSeq ?? long.MaxValue, 1, lastSeq + 1) - 1;
        return (Math.Max(0, upTo - limit), (int)Math.Min(upTo, limit));
    }
}

using System.Collections.Immutable;

namespace XelaConnect.EventSourcing;

/// <summary>The newest entries of a branch, which a state holds so that most reads need no storage: without holes, and up to the last.</summary>
internal static class RecentEntries
{
    /// <summary>The same with one entry more, without the oldest when there would be more than <paramref name="most"/>.</summary>
    public static ImmutableArray<T> With<T>(this ImmutableArray<T> newest, T entry, int most) =>
        newest.Length < most ? newest.Add(entry) : [.. newest.AsSpan()[1..], entry];

    /// <summary>Where a page of history begins and how many it holds: what follows one seq, or what comes before another, which is the end where neither is said.</summary>
    public static (long After, int Limit) Page(long? afterSeq, long? beforeSeq, long lastSeq, int limit)
    {
        // A seq comes from the caller. Clamp it first: a difference near the ends of its type overflows.
        if (afterSeq is { } after) return (Math.Clamp(after, 0, lastSeq), limit);
        var upTo = Math.Clamp(beforeSeq ?? long.MaxValue, 1, lastSeq + 1) - 1;
        return (Math.Max(0, upTo - limit), (int)Math.Min(upTo, limit));
    }
}

using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;

namespace XelaConnect.Grains.Feed;

/// <summary>The newest activities of one person.</summary>
internal sealed record FeedState(string UserId)
{
    /// <summary>How many are kept (architecture, "Activity").</summary>
    public const int Kept = 200;

    /// <summary>Of how many keys it is remembered that they were told: far more than are kept, so that what was read long ago does not come again.</summary>
    public const int KeysKept = 1_000;

    /// <summary>How many events there were; the next activity's seq follows it.</summary>
    public long LastSeq { get; init; }

    /// <summary>Ascending.</summary>
    public ImmutableArray<FeedItemView> Newest { get; init; } = [];

    /// <summary>Keys of the last that had one, the oldest first.</summary>
    public ImmutableArray<string> Keys { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The UTC day on which one was last told that could have waited, and how many were on it.</summary>
    public DateOnly Day { get; init; }
    public int ToldThatDay { get; init; }

    public static FeedState Apply(FeedState feed, EventEnvelope<FeedEvent> recorded) => recorded.Event switch
    {
        FeedItemAdded e => Counted(feed, e, recorded.At) with { Newest = Append(feed.Newest, ViewOf(feed.UserId, recorded), Kept), LastSeq = recorded.Seq },
        FeedItemDropped => feed with { LastSeq = recorded.Seq },
        FeedItemRead e => feed with { Newest = [.. feed.Newest.Select(a => a.Seq == e.Seq ? a with { Read = true, ReadSeq = recorded.Seq, ReadAt = recorded.At } : a)], LastSeq = recorded.Seq },
        _ => throw new InvalidDataException($"A feed does not know the event {recorded.Event.GetType().Name}."),
    };

    public static FeedItemView ViewOf(string userId, EventEnvelope<FeedEvent> recorded)
    {
        var told = (FeedItemAdded)recorded.Event;
        return new(told.Id, userId, recorded.Seq, told.Text, Read: false, recorded.At, told.Key);
    }

    /// <summary>How many that could have waited were told on a day.</summary>
    public int AddedOn(DateOnly day) => day == Day ? ToldThatDay : 0;

    private static FeedState Counted(FeedState feed, FeedItemAdded told, DateTimeOffset at)
    {
        if (told.Key is { } key) feed = feed with { Keys = Append(feed.Keys, key, KeysKept) };
        if (FeedRules.Passes(told.Text)) return feed;
        var day = UtcDay.Of(at);
        return feed with { Day = day, ToldThatDay = feed.AddedOn(day) + 1 };
    }

    private static ImmutableArray<T> Append<T>(ImmutableArray<T> items, T item, int most) => items.Length < most ? items.Add(item) : [.. items.AsSpan()[1..], item];
}

namespace XelaConnect.Grains.Feed;

/// <summary>State of a feed.</summary>
internal sealed record FeedState(string UserId)
{
    /// <summary>The maximum number of items.</summary>
    public const int MaxItems = 200;

    /// <summary>The maximum number of remembered keys: far above that of items, so that an old item is not added again.</summary>
    public const int MaxKeys = 1_000;

    /// <summary>Seq of the last event; the next item's seq follows it.</summary>
    public long LastSeq { get; init; }

    /// <summary>The newest items, oldest first.</summary>
    public ImmutableArray<FeedItemView> Newest { get; init; } = [];

    /// <summary>Keys of the last items that had one, oldest first.</summary>
    public ImmutableArray<string> Keys { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last UTC day with an item that counts against the daily maximum, and the number of those items.</summary>
    public DateOnly Day { get; init; }
    [JsonPropertyName("told_that_day")]
    public int CountOfDay { get; init; }

    public static FeedState Apply(FeedState feed, EventEnvelope<FeedEvent> recorded) => recorded.Event switch
    {
        FeedItemAdded e => Counted(feed, e, recorded.At) with
        {
            Newest = Append(feed.Newest, ViewOf(feed.UserId, recorded), MaxItems), LastSeq = recorded.Seq,
        },
        FeedItemDropped => feed with { LastSeq = recorded.Seq },
        FeedItemRead e => feed with
        {
            Newest = [.. feed.Newest.Select(a => a.Seq == e.Seq ? MarkedRead(a, recorded) : a)],
            LastSeq = recorded.Seq,
        },
        _ => throw new InvalidDataException($"A feed does not know the event {recorded.Event.GetType().Name}."),
    };

    public static FeedItemView ViewOf(string userId, EventEnvelope<FeedEvent> recorded)
    {
        var added = (FeedItemAdded)recorded.Event;
        return new(added.Id, userId, recorded.Seq, added.Text, Read: false, recorded.At, added.Key);
    }

    /// <summary>The number of items of a day that count against the maximum.</summary>
    public int AddedOn(DateOnly day) => day == Day ? CountOfDay : 0;

    private static FeedItemView MarkedRead(FeedItemView item, EventEnvelope<FeedEvent> recorded) =>
        item with { Read = true, ReadSeq = recorded.Seq, ReadAt = recorded.At };

    private static FeedState Counted(FeedState feed, FeedItemAdded added, DateTimeOffset at)
    {
        if (added.Key is { } key) feed = feed with { Keys = Append(feed.Keys, key, MaxKeys) };
        if (FeedRules.IsExempt(added.Text)) return feed;
        var day = UtcDay.Of(at);
        return feed with { Day = day, CountOfDay = feed.AddedOn(day) + 1 };
    }

    private static ImmutableArray<T> Append<T>(ImmutableArray<T> items, T item, int max) =>
        items.Length < max ? items.Add(item) : [.. items.AsSpan()[1..], item];
}

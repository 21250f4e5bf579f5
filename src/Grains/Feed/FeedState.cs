namespace XelaConnect.Grains.Feed;

internal sealed record FeedState(string UserId)
{
    public const int MaxItems = 200;
    /// <summary>Far above that of items, so that an old item is not added again.</summary>
    public const int MaxKeys = 1_000;

    public long LastSeq { get; init; }
    public ImmutableArray<FeedItemView> Newest { get; init; } = [];
    public ImmutableArray<string> Keys { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>The last UTC day with an item below high priority, and the number of those items.</summary>
    public DateOnly Day { get; init; }
    [JsonPropertyName("told_that_day")] public int CountOfDay { get; init; }

    public static FeedState Apply(FeedState feed, EventEnvelope<FeedEvent> recorded) => recorded.Event switch
    {
        FeedItemAdded e => Counted(feed, e, UtcDay.Of(recorded.At)) with
        {
            Newest = Append(feed.Newest, ViewOf(feed.UserId, e, recorded), MaxItems), LastSeq = recorded.Seq,
        },
        FeedItemDropped => feed with { LastSeq = recorded.Seq },
        FeedItemRead e => feed with
        {
            Newest = [.. feed.Newest.Select(a => a.Seq != e.Seq ? a
                : a with { Read = true, ReadSeq = recorded.Seq, ReadAt = recorded.At })],
            LastSeq = recorded.Seq,
        },
        _ => throw new InvalidDataException($"A feed does not know the event {recorded.Event.GetType().Name}."),
    };

    public static FeedItemView ViewOf(string userId, FeedItemAdded added, EventEnvelope<FeedEvent> recorded) =>
        new(added.Id, userId, recorded.Seq, added.Text, Read: false, recorded.At, added.Key);

    public int AddedOn(DateOnly day) => day == Day ? CountOfDay : 0;

    private static FeedState Counted(FeedState feed, FeedItemAdded added, DateOnly day)
    {
        if (added.Key is { } key) feed = feed with { Keys = Append(feed.Keys, key, MaxKeys) };
        return FeedRules.IsExempt(added.Text) ? feed : feed with { Day = day, CountOfDay = feed.AddedOn(day) + 1 };
    }

    private static ImmutableArray<T> Append<T>(ImmutableArray<T> items, T item, int max) =>
        items.Length < max ? items.Add(item) : [.. items.AsSpan()[1..], item];
}

[JsonDerivedType(typeof(FeedItemAdded), "activities.told.v2")]
[JsonDerivedType(typeof(FeedItemDropped), "activities.dropped.v1")]
[JsonDerivedType(typeof(FeedItemRead), "activities.read.v1")]
internal abstract record FeedEvent;

internal sealed record FeedItemAdded(string Id, FeedItemText Text, string? Key) : FeedEvent;
/// <summary>An item beyond the daily maximum. It is not shown, and its operation is done.</summary>
internal sealed record FeedItemDropped : FeedEvent;
internal sealed record FeedItemRead(long Seq) : FeedEvent;
/// <summary>An item as stored before items had keys.</summary>
internal sealed record FeedItemAddedWithoutKey(string Id, FeedItemText Text);

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Activities;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Activities;

/// <summary>What happens to one person's feed.</summary>
internal abstract record FeedEvent;

internal sealed record FeedItemAdded(string Id, FeedItemText Text, string? Key) : FeedEvent;
/// <summary>There was enough for that day: it counts as told, and nobody sees it.</summary>
internal sealed record FeedItemDropped : FeedEvent;
internal sealed record FeedItemRead(long Seq) : FeedEvent;

/// <summary>As it was stored before activities had keys.</summary>
internal sealed record FeedItemAddedWithoutKey(string Id, FeedItemText Text);

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

/// <summary>Decisions about a feed: pure, without Orleans.</summary>
internal static class FeedRules
{
    /// <summary>How many of medium and low priority together are told on a UTC day.</summary>
    public const int MaxPerDay = 5;

    /// <summary>
    /// Never two of one key. What is of high priority is always told; of the rest the first few of a UTC day. A further one is dropped for good, and that is
    /// written down, so that the same operation coming again on another day does not bring it back.
    /// </summary>
    public static Decision<FeedEvent> Add(FeedState feed, AddFeedItem command, DateTimeOffset now) =>
        command.Key is { } key && feed.Keys.Contains(key) ? Decision.Nothing
        : !Passes(command.Text) && feed.AddedOn(UtcDay.Of(now)) >= MaxPerDay ? new FeedItemDropped()
        : new FeedItemAdded(Ids.NewAt("activity", now, feed.LastSeq + 1, command.OperationId), command.Text, command.Key);

    /// <summary>Whether it is told however much there was that day.</summary>
    public static bool Passes(FeedItemText text) => text.Priority == FeedItemKinds.High;

    public static Decision<FeedEvent> MarkRead(FeedState feed, MarkFeedItemRead command, DateTimeOffset now) =>
        feed.Newest.FirstOrDefault(a => a.Seq == command.Seq && a.Id == command.ActivityId) is not { } activity ? FeedFaults.Unknown
        : activity.Read ? Decision.Nothing
        : new FeedItemRead(command.Seq);
}

/// <summary>How feeds are stored.</summary>
internal static class FeedJournal
{
    public static readonly JournalDefinition<FeedState, FeedEvent> Feed = new()
    {
        Name = "activities.feed",
        Empty = static userId => new FeedState(userId),
        Apply = FeedState.Apply,
        Events = new EventCodec<FeedEvent>()
            .On("activities.told.v2", FeedJson.Default.FeedItemAdded)
            .Upcast("activities.told.v1", FeedJson.Default.FeedItemAddedWithoutKey, static old => new FeedItemAdded(old.Id, old.Text, null))
            .On("activities.dropped.v1", FeedJson.Default.FeedItemDropped)
            .On("activities.read.v1", FeedJson.Default.FeedItemRead),
        Snapshot = FeedJson.Default.FeedState,
        SizeOf = static feed => feed.Newest.Length + feed.Keys.Length,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedItemAdded))]
[JsonSerializable(typeof(FeedItemAddedWithoutKey))]
[JsonSerializable(typeof(FeedItemDropped))]
[JsonSerializable(typeof(FeedItemRead))]
[JsonSerializable(typeof(FeedState))]
internal sealed partial class FeedJson : JsonSerializerContext;

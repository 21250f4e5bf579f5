using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Activities;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Activities;

/// <summary>What happens to one person's feed.</summary>
internal abstract record FeedEvent;

internal sealed record ActivityTold(string Id, ActivityText Text) : FeedEvent;
internal sealed record ActivityWasRead(long Seq) : FeedEvent;

/// <summary>The newest activities of one person.</summary>
internal sealed record FeedState(string UserId)
{
    /// <summary>How many are kept (architecture, "Activity").</summary>
    public const int Kept = 200;

    /// <summary>How many events there were; the next activity's seq follows it.</summary>
    public long LastSeq { get; init; }

    /// <summary>Ascending.</summary>
    public ImmutableArray<ActivityView> Newest { get; init; } = [];

    public static FeedState Apply(FeedState feed, Recorded<FeedEvent> recorded) => recorded.Event switch
    {
        ActivityTold => feed with { Newest = Append(feed.Newest, ViewOf(feed.UserId, recorded)), LastSeq = recorded.Seq },
        ActivityWasRead e => feed with { Newest = [.. feed.Newest.Select(a => a.Seq == e.Seq ? a with { Read = true } : a)], LastSeq = recorded.Seq },
        _ => throw new InvalidDataException($"A feed does not know the event {recorded.Event.GetType().Name}."),
    };

    public static ActivityView ViewOf(string userId, Recorded<FeedEvent> recorded)
    {
        var told = (ActivityTold)recorded.Event;
        return new(told.Id, userId, recorded.Seq, told.Text, Read: false, recorded.At);
    }

    private static ImmutableArray<ActivityView> Append(ImmutableArray<ActivityView> newest, ActivityView activity) =>
        newest.Length < Kept ? newest.Add(activity) : [.. newest.AsSpan()[1..], activity];
}

/// <summary>Decisions about a feed: pure, without Orleans.</summary>
internal static class FeedRules
{
    public static Decision<FeedEvent> Tell(FeedState feed, TellActivity command, DateTimeOffset now) =>
        new ActivityTold(Ids.NewAt("activity", now, feed.LastSeq + 1, command.OperationId), command.Text);

    public static Decision<FeedEvent> MarkRead(FeedState feed, MarkActivityRead command, DateTimeOffset now) =>
        feed.Newest.FirstOrDefault(a => a.Seq == command.Seq && a.Id == command.ActivityId) is not { } activity ? ActivityFaults.Unknown
        : activity.Read ? Decision.Nothing
        : new ActivityWasRead(command.Seq);
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
            .On("activities.told.v1", FeedJson.Default.ActivityTold)
            .On("activities.read.v1", FeedJson.Default.ActivityWasRead),
        Snapshot = FeedJson.Default.FeedState,
        SizeOf = static feed => feed.Newest.Length,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ActivityTold))]
[JsonSerializable(typeof(ActivityWasRead))]
[JsonSerializable(typeof(FeedState))]
internal sealed partial class FeedJson : JsonSerializerContext;

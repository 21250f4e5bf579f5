using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Feed;

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

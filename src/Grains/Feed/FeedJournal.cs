using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Feed;

internal static class FeedModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.TryAddSingleton(FeedLinks.Default);
        services.AddJournal(FeedJournal.Feed).AddOutboxMessages([.. FeedMessages.All, SuggestionsMessages.Suggest]);
    }
}

internal static class FeedJournal
{
    public static readonly JournalDefinition<FeedState, FeedEvent> Feed = new()
    {
        Name = "activities.feed",
        Empty = static userId => new FeedState(userId),
        Apply = FeedState.Apply,
        Events = new EventCodec<FeedEvent>(FeedJson.Default)
            .Upcast("activities.told.v1", FeedJson.Default.FeedItemAddedWithoutKey,
                static old => new FeedItemAdded(old.Id, old.Text, null)),
        Snapshot = FeedJson.Default.FeedState,
        Redacted = FeedRules.Redacted,
        SizeOf = static feed => feed.Newest.Length + feed.Keys.Length,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeedEvent))]
[JsonSerializable(typeof(FeedItemAddedWithoutKey))]
[JsonSerializable(typeof(FeedState))]
internal sealed partial class FeedJson : JsonSerializerContext;

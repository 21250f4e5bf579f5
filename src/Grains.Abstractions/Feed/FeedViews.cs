namespace XelaConnect.Feed;

/// <summary>Kinds and priorities of feed items (<c>docs/api/http.md</c>, "activity").</summary>
public static class FeedItemKinds
{
    /// <summary>Something to join.</summary>
    public const string Opportunity = "opportunity";
    /// <summary>Another person.</summary>
    public const string Connection = "connection";
    /// <summary>Something about the user.</summary>
    public const string Insight = "insight";
    /// <summary>A boost of the user.</summary>
    public const string Boost = "boost";
    /// <summary>Always added.</summary>
    public const string High = "high";
    /// <summary>Counts against the daily maximum.</summary>
    public const string Medium = "medium";
    /// <summary>Counts against the daily maximum, too.</summary>
    public const string Low = "low";
}

/// <summary>Text of a feed item, with a button that links into the app.</summary>
[GenerateSerializer, Immutable, Alias("activity.text.v1")]
public sealed record FeedItemText(
    [property: Id(0)] string Kind, [property: Id(1)] string Priority, [property: Id(2)] string Title,
    [property: Id(3)] string Description, [property: Id(4)] string? ActionText, [property: Id(5)] string? ActionLink);

/// <summary>A feed item (<c>docs/api/http.md</c>, "activity").</summary>
[GenerateSerializer, Immutable, Alias("activity.view.v1")]
public sealed record FeedItemView(
    [property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] long Seq,
    [property: Id(3)] FeedItemText Text, [property: Id(4)] bool Read, [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] string? Key = null, [property: Id(7)] long? ReadSeq = null,
    [property: Id(8)] DateTimeOffset? ReadAt = null);

/// <summary>A feed item that was marked as read.</summary>
[GenerateSerializer, Immutable, Alias("activity.read-view.v1")]
public sealed record FeedItemReadView([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset At);

/// <summary>The number of unread suggestions in a feed, and the keys of all that are remembered.</summary>
[GenerateSerializer, Immutable, Alias("activity.suggested.v1")]
public sealed record SuggestionStateView([property: Id(0)] int Unread, [property: Id(1)] ImmutableArray<string> Known);

/// <summary>A page of a feed.</summary>
[GenerateSerializer, Immutable, Alias("activity.page.v1")]
public sealed record FeedPage(
    [property: Id(0)] ImmutableArray<FeedItemView> Items, [property: Id(1)] string? NextCursor,
    [property: Id(2)] int Unread);

/// <summary>Items added after a seq, oldest first, and older ones marked as read after it.</summary>
[GenerateSerializer, Immutable, Alias("activity.changes.v1")]
public sealed record FeedChanges(
    [property: Id(0)] ImmutableArray<FeedItemView> Items, [property: Id(1)] long Seq,
    [property: Id(2)] ImmutableArray<FeedItemReadView> Read = default);

/// <summary>The refusals of the feed.</summary>
public static class FeedFaults
{
    /// <summary>The feed has no such item.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
}

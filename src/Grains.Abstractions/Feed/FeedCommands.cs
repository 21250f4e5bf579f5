namespace XelaConnect.Feed;

/// <summary>Adds a feed item; one for each <paramref name="Key"/>, or for each operation without a key.</summary>
[GenerateSerializer, Immutable, Alias("activity.tell.v1")]
public sealed record AddFeedItem(
    [property: Id(0)] string OperationId, [property: Id(1)] FeedItemText Text,
    [property: Id(2)] string? Key = null) : ICommand;

/// <summary>Marks a feed item as read.</summary>
[GenerateSerializer, Immutable, Alias("activity.mark-read.v1")]
public sealed record MarkFeedItemRead(
    [property: Id(0)] string OperationId, [property: Id(1)] string ActivityId, [property: Id(2)] long Seq) : ICommand;

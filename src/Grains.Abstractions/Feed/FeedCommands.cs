namespace XelaConnect.Feed;

/// <summary>Adds a feed item.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Text">Text of the item.</param>
/// <param name="Key">The feed has one item for each key, whichever operation adds it. Null: an item for each operation.</param>
[GenerateSerializer, Immutable, Alias("activity.tell.v1")]
public sealed record AddFeedItem([property: Id(0)] string OperationId, [property: Id(1)] FeedItemText Text,
    [property: Id(2)] string? Key = null) : ICommand;

/// <summary>Marks a feed item as read.</summary>
[GenerateSerializer, Immutable, Alias("activity.mark-read.v1")]
public sealed record MarkFeedItemRead([property: Id(0)] string OperationId, [property: Id(1)] string ActivityId,
    [property: Id(2)] long Seq) : ICommand;

namespace XelaConnect.Feed;

/// <summary>Tells something.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Text">What is told.</param>
/// <param name="Key">What it is about: of one key the person is told once, by whichever operation. Null where each operation is another thing.</param>
[GenerateSerializer, Immutable, Alias("activity.tell.v1")]
public sealed record AddFeedItem([property: Id(0)] string OperationId, [property: Id(1)] FeedItemText Text, [property: Id(2)] string? Key = null) : ICommand;

/// <summary>Marks one as read.</summary>
[GenerateSerializer, Immutable, Alias("activity.mark-read.v1")]
public sealed record MarkFeedItemRead([property: Id(0)] string OperationId, [property: Id(1)] string ActivityId, [property: Id(2)] long Seq) : ICommand;

namespace XelaConnect.Grains.Feed;

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

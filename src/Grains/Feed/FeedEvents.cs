using System.Text.Json.Serialization;
using XelaConnect.Feed;

namespace XelaConnect.Grains.Feed;

/// <summary>What happens to one person's feed.</summary>
[JsonDerivedType(typeof(FeedItemAdded), "activities.told.v2")]
[JsonDerivedType(typeof(FeedItemDropped), "activities.dropped.v1")]
[JsonDerivedType(typeof(FeedItemRead), "activities.read.v1")]
internal abstract record FeedEvent;

internal sealed record FeedItemAdded(string Id, FeedItemText Text, string? Key) : FeedEvent;

/// <summary>There was enough for that day: it counts as told, and nobody sees it.</summary>
internal sealed record FeedItemDropped : FeedEvent;

internal sealed record FeedItemRead(long Seq) : FeedEvent;

/// <summary>As it was stored before activities had keys.</summary>
internal sealed record FeedItemAddedWithoutKey(string Id, FeedItemText Text);

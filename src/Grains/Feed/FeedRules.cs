namespace XelaConnect.Grains.Feed;

/// <summary>Decisions of a feed.</summary>
internal static class FeedRules
{
    /// <summary>The maximum number of items below high priority in a UTC day.</summary>
    public const int MaxPerDay = 5;

    /// <summary>
    /// Adds an item unless its key was used. An item of high priority is always added; of the others the first
    /// <see cref="MaxPerDay"/> of a UTC day. A further one is dropped by an event, so that a retry on another day does not
    /// add it.
    /// </summary>
    public static Decision<FeedEvent> Add(FeedState feed, AddFeedItem command, DateTimeOffset now) =>
        command.Key is { } key && feed.Keys.Contains(key) ? Decision.Nothing
        : !IsExempt(command.Text) && feed.AddedOn(UtcDay.Of(now)) >= MaxPerDay ? new FeedItemDropped()
        : new FeedItemAdded(Ids.NewAt("activity", now, feed.LastSeq + 1, command.OperationId), command.Text, command.Key);

    /// <summary>Whether an item is exempt from the daily maximum.</summary>
    public static bool IsExempt(FeedItemText text) => text.Priority == FeedItemKinds.High;

    public static Decision<FeedEvent> MarkRead(FeedState feed, MarkFeedItemRead command, DateTimeOffset now) =>
        feed.Newest.FirstOrDefault(a => a.Seq == command.Seq && a.Id == command.ActivityId) is not { } item ? FeedFaults.Unknown
        : item.Read ? Decision.Nothing
        : new FeedItemRead(command.Seq);
}

namespace XelaConnect.Grains.Feed;

internal static class FeedRules
{
    /// <summary>For items below high priority, in a UTC day.</summary>
    public const int MaxPerDay = 5;

    /// <summary>Rows of a feed that name a person, by key, link or operation, are about that person.</summary>
    public static FeedEvent Redacted(FeedEvent happened, string part) => happened is FeedItemAdded e
        ? e with { Text = e.Text with { Title = FormerUsers.Name, Description = "", ActionText = null, ActionLink = null } }
        : happened;

    /// <summary>Drops an item beyond the maximum by an event, so that a later retry does not add it.</summary>
    public static Decision<FeedEvent> Add(FeedState feed, AddFeedItem command, DateTimeOffset now)
    {
        var (op, text, key) = command;
        return key is not null && feed.Keys.Contains(key) ? Decision.Nothing
            : !IsExempt(text) && feed.AddedOn(UtcDay.Of(now)) >= MaxPerDay ? new FeedItemDropped()
            : new FeedItemAdded(Ids.NewAt("activity", now, feed.LastSeq + 1, op), text, key);
    }

    public static bool IsExempt(FeedItemText text) => text.Priority == FeedItemKinds.High;

    public static Decision<FeedEvent> MarkRead(FeedState feed, MarkFeedItemRead command, DateTimeOffset now) =>
        feed.Newest.FirstOrDefault(a => a.Seq == command.Seq && a.Id == command.ActivityId) is not { } item
            ? FeedFaults.Unknown
        : item.Read ? Decision.Nothing
        : new FeedItemRead(command.Seq);
}

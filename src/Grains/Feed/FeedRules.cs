using XelaConnect.EventSourcing;
using XelaConnect.Feed;

namespace XelaConnect.Grains.Feed;

/// <summary>Decisions about a feed: pure, without Orleans.</summary>
internal static class FeedRules
{
    /// <summary>How many of medium and low priority together are told on a UTC day.</summary>
    public const int MaxPerDay = 5;

    /// <summary>
    /// Never two of one key. What is of high priority is always told; of the rest the first few of a UTC day. A further one is dropped for good, and that is
    /// written down, so that the same operation coming again on another day does not bring it back.
    /// </summary>
    public static Decision<FeedEvent> Add(FeedState feed, AddFeedItem command, DateTimeOffset now) =>
        command.Key is { } key && feed.Keys.Contains(key) ? Decision.Nothing
        : !Passes(command.Text) && feed.AddedOn(UtcDay.Of(now)) >= MaxPerDay ? new FeedItemDropped()
        : new FeedItemAdded(Ids.NewAt("activity", now, feed.LastSeq + 1, command.OperationId), command.Text, command.Key);

    /// <summary>Whether it is told however much there was that day.</summary>
    public static bool Passes(FeedItemText text) => text.Priority == FeedItemKinds.High;

    public static Decision<FeedEvent> MarkRead(FeedState feed, MarkFeedItemRead command, DateTimeOffset now) =>
        feed.Newest.FirstOrDefault(a => a.Seq == command.Seq && a.Id == command.ActivityId) is not { } activity ? FeedFaults.Unknown
        : activity.Read ? Decision.Nothing
        : new FeedItemRead(command.Seq);
}

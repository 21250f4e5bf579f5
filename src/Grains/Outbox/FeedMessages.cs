namespace XelaConnect.Grains.Outbox;

internal static class FeedMessages
{
    public static readonly OutboxMessageType<AddFeedItem> Add = new OutboxMessageType<AddFeedItem>(
        "companion.tell-activity.v1", OutboxJson.Default.AddFeedItem,
        static (grains, userId, command) => grains.Feed(userId).AddAsync(command))
        .AlsoReads("connections.tell-activity.v1");

    /// <summary>As <see cref="Add"/>, but no response awaits the delivery.</summary>
    public static readonly OutboxMessageType<AddFeedItem> AddInBackground = new(
        "accounts.tell-activity.v1", OutboxJson.Default.AddFeedItem,
        static (grains, userId, command) => grains.Feed(userId).AddAsync(command)) { ResponseAwaitsDelivery = false };

    public static readonly OutboxMessageType[] All = [Add, AddInBackground];
}

internal static class SuggestionsMessages
{
    public static readonly OutboxMessageType<SuggestFor> Suggest = new(
        "accounts.suggest.v1", OutboxJson.Default.SuggestFor,
        static (grains, userId, command) => grains.Suggestions(userId).SuggestAsync(command)) { ResponseAwaitsDelivery = false };
}

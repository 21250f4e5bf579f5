using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Companion;

/// <summary>The outbox messages of conversations with Xela.</summary>
internal static class CompanionMessages
{
    public static readonly OutboxMessageType<ProjectCompanion> ProjectCompanion = new(
        "companion.project-to-user.v1", CompanionJson.Default.ProjectCompanion,
        static (grains, userId, command) => grains.User(userId).ProjectCompanionAsync(command));

    public static readonly OutboxMessageType<AddFeedItem> AddFeedItem = new("companion.tell-activity.v1", CompanionJson.Default.AddFeedItem,
        static (grains, userId, command) => grains.Feed(userId).AddAsync(command));

    public static readonly OutboxMessageType[] All = [ProjectCompanion, AddFeedItem];
}

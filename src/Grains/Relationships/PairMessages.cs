using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Profiles;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>What a person is owed to be told of a contact. Each operation is another thing, so it has no key.</summary>
internal sealed record NotifyContact(string OperationId, FeedItemText Text) : ICommand;

/// <summary>What pairs and contacts owe others.</summary>
internal static class PairMessages
{
    public static readonly OutboxMessageType<ProjectRelation> ProjectRelation = new("connections.project-relation.v1", PairJson.Default.ProjectRelation,
        static (grains, userId, command) => grains.Contacts(userId).ProjectRelationAsync(command));

    /// <summary>To the pair itself, which tells both inboxes how the conversation stands by then.</summary>
    public static readonly OutboxMessageType<UpdateInboxes> UpdateInboxes = new("conversations.tell-inboxes.v1", PairJson.Default.UpdateInboxes,
        static (grains, key, command) => grains.Conversation(key).UpdateInboxesAsync(command));

    public static readonly OutboxMessageType<ProjectConnections> ProjectConnections = new("connections.project-to-user.v1", PairJson.Default.ProjectConnections,
        static (grains, userId, command) => grains.User(userId).ProjectConnectionsAsync(command));

    public static readonly OutboxMessageType<NotifyContact> AddFeedItem = new("connections.tell-activity.v1", PairJson.Default.NotifyContact,
        static (grains, userId, command) => grains.Feed(userId).AddAsync(new AddFeedItem(command.OperationId, command.Text)));

    public static readonly OutboxMessageType[] All = [ProjectRelation, UpdateInboxes, ProjectConnections, AddFeedItem];
}

namespace XelaConnect.Grains.Outbox;

internal static class ContactsMessages
{
    public static readonly OutboxMessageType<ProjectRelation> ProjectRelation = new(
        "connections.project-relation.v1", OutboxJson.Default.ProjectRelation,
        static (grains, userId, command) => grains.Contacts(userId).ProjectRelationAsync(command));
}

internal static class ConversationMessages
{
    /// <summary>The pair sends it to itself and updates both inboxes from the state it then has.</summary>
    public static readonly OutboxMessageType<UpdateInboxes> UpdateInboxes = new(
        "conversations.tell-inboxes.v1", OutboxJson.Default.UpdateInboxes,
        static (grains, key, command) => grains.Conversation(key).UpdateInboxesAsync(command));
}

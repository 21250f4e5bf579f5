namespace XelaConnect.Grains.Relationships;

internal static class InboxRules
{
    public static Decision<InboxEvent> Put(InboxState inbox, PutConversation command, DateTimeOffset now)
    {
        var after = command.Conversation;
        inbox.Conversations.TryGetValue(after.Id, out var before);
        return before is not null && before.Version >= after.Version ? Decision.Nothing
            : new ConversationMoved(after, before?.LastSeq ?? 0, before?.ReadUpTo ?? 0, before?.OtherReadUpTo ?? 0);
    }
}

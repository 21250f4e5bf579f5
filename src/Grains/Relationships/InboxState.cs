namespace XelaConnect.Grains.Relationships;

internal sealed record InboxState(string UserId)
{
    public ImmutableDictionary<string, ConversationView> Conversations { get; init; } =
        ImmutableDictionary.Create<string, ConversationView>(StringComparer.Ordinal);

    public static InboxState Apply(InboxState inbox, EventEnvelope<InboxEvent> envelope) => envelope.Event switch
    {
        ConversationMoved e => inbox with { Conversations = inbox.Conversations.SetItem(e.Conversation.Id, e.Conversation) },
        _ => throw new InvalidDataException($"An inbox cannot apply the event {envelope.Event.GetType().Name}."),
    };
}

[JsonDerivedType(typeof(ConversationMoved), "conversations.moved.v1")]
internal abstract record InboxEvent;

/// <summary>The other members are its marks before the change.</summary>
internal sealed record ConversationMoved(
    ConversationView Conversation, long AfterSeq, long AfterRead, long AfterOtherRead) : InboxEvent;

internal static class InboxRules
{
    public static InboxEvent Redacted(InboxEvent happened, string part) =>
        happened is ConversationMoved e && Redacted(e.Conversation, part) is var redacted && redacted != e.Conversation
            ? e with { Conversation = redacted }
            : happened;

    public static InboxState Redacted(InboxState inbox, string part)
    {
        var changed = inbox.Conversations
            .Select(pair => KeyValuePair.Create(pair.Key, Redacted(pair.Value, part)))
            .Where(pair => pair.Value != inbox.Conversations[pair.Key]).ToList();
        return changed.Count == 0 ? inbox : inbox with { Conversations = inbox.Conversations.SetItems(changed) };
    }

    public static Decision<InboxEvent> Put(InboxState inbox, PutConversation command, DateTimeOffset now)
    {
        var after = command.Conversation;
        inbox.Conversations.TryGetValue(after.Id, out var before);
        return before is not null && before.Version >= after.Version ? Decision.Nothing
            : new ConversationMoved(after, before?.LastSeq ?? 0, before?.ReadUpTo ?? 0, before?.OtherReadUpTo ?? 0);
    }

    private static ConversationView Redacted(ConversationView conversation, string part) =>
        conversation.LastMessage is { } last && FormerUsers.Names(last.SenderId, part)
            ? conversation with { LastMessage = last with { Content = "" } }
            : conversation;
}

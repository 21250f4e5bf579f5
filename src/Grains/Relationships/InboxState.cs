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

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Conversations;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Conversations;

/// <summary>What happens to one person's inbox.</summary>
internal abstract record InboxEvent;

/// <summary>A conversation moved on from where it was known to be.</summary>
internal sealed record ConversationMoved(ConversationView Conversation, long AfterSeq, long AfterRead, long AfterOtherRead) : InboxEvent;

/// <summary>One person's conversations, as far as it is durable.</summary>
internal sealed record InboxState(string UserId)
{
    public ImmutableDictionary<string, ConversationView> Conversations { get; init; } = ImmutableDictionary.Create<string, ConversationView>(StringComparer.Ordinal);

    public static InboxState Apply(InboxState inbox, EventEnvelope<InboxEvent> recorded) => recorded.Event switch
    {
        ConversationMoved e => inbox with { Conversations = inbox.Conversations.SetItem(e.Conversation.Id, e.Conversation) },
        _ => throw new InvalidDataException($"An inbox does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Decisions about an inbox: pure, without Orleans.</summary>
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

/// <summary>How inboxes are stored.</summary>
internal static class InboxJournal
{
    public static readonly JournalDefinition<InboxState, InboxEvent> Inbox = new()
    {
        Name = "conversations.inbox",
        Empty = static userId => new InboxState(userId),
        Apply = InboxState.Apply,
        Events = new EventCodec<InboxEvent>().On("conversations.moved.v1", InboxJson.Default.ConversationMoved),
        Snapshot = InboxJson.Default.InboxState,
        SizeOf = static inbox => inbox.Conversations.Count,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ConversationMoved))]
[JsonSerializable(typeof(InboxState))]
internal sealed partial class InboxJson : JsonSerializerContext;

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Relationships;

/// <summary>What two people say to each other, keyed by <see cref="Pair.Key"/>. The same grain holds their connection.</summary>
[Alias("conversations.conversation")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Opens the conversation when it is new; only the connected may (contract §2 "Messaging").</summary>
    [Alias("Open")]
    Task<Outcome<ConversationView>> OpenAsync(OpenConversation command);

    /// <summary>The conversation as one of the two sees it; 404 where it was never opened or one blocks the other.</summary>
    [Alias("Get"), ReadOnly]
    Task<Outcome<ConversationView>> GetAsync(string viewerId);

    /// <summary>Sends a message; only the connected may (contract §3 "Conversations"). The answer means stored.</summary>
    [Alias("Send")]
    Task<Outcome<MessageView>> SendAsync(SendMessage command);

    /// <summary>Messages ascending by seq: the first after one, or the newest before one, or the newest. What is handed out to its receiver counts as delivered.</summary>
    [Alias("History")]
    Task<Outcome<ImmutableArray<MessageView>>> HistoryAsync(string viewerId, long? afterSeq, long? beforeSeq, int limit);

    /// <summary>One of the two has read everything up to a seq; null is the last message. The mark only goes forward; beyond the last message it is the last message.</summary>
    [Alias("MarkRead")]
    Task<Outcome<MarkView>> MarkReadAsync(string userId, long? upToSeq);

    /// <summary>A device of one of the two has everything up to a seq.</summary>
    [Alias("NoteDelivered")]
    Task MarkDeliveredAsync(string userId, long upToSeq);

    /// <summary>One of the two types, or has stopped. It ends by itself after a few seconds.</summary>
    [Alias("Type")]
    Task<Outcome<Done>> TypeAsync(string userId, bool isTyping);

    /// <summary>Whether the other of the two types just now; nobody does between people who are not connected.</summary>
    [Alias("IsOtherTyping"), ReadOnly]
    Task<bool> IsOtherTypingAsync(string viewerId);

    /// <summary>Tells both inboxes, for good, how the conversation stands. Owed by the pair to itself.</summary>
    [Alias("TellInboxes")]
    Task UpdateInboxesAsync(UpdateInboxes command);
}

/// <summary>The inboxes are behind.</summary>
[GenerateSerializer, Immutable, Alias("conversations.tell-inboxes.v1")]
public sealed record UpdateInboxes([property: Id(0)] string OperationId) : ICommand;

/// <summary>Opens a conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.open.v1")]
public sealed record OpenConversation([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Sends a message.</summary>
[GenerateSerializer, Immutable, Alias("conversations.send.v1")]
public sealed record SendMessage([property: Id(0)] string OperationId, [property: Id(1)] string SenderId, [property: Id(2)] string Content) : ICommand;

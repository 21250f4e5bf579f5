namespace XelaConnect.Relationships;

/// <summary>The conversation of two users (<see cref="Pair.Key"/>), owned by the grain of their connection.</summary>
[Alias("conversations.conversation")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Opens the conversation if it is new, for connected users, and reads its newest messages.</summary>
    [Alias("OpenWithMessages")]
    Task<Outcome<OpenConversationView>> OpenWithMessagesAsync(OpenConversation command, int newest);
    /// <summary>Opens the conversation if it is new; only connected users may.</summary>
    [Alias("Open")] Task<Outcome<ConversationView>> OpenAsync(OpenConversation command);
    /// <summary>As one of the two sees it; unknown where it was never opened or a block is set.</summary>
    [Alias("Get"), ReadOnly] Task<Outcome<ConversationView>> GetAsync(string viewerId);
    /// <summary>The newest messages, ascending: from the first unread one on, up to a limit, or the last.</summary>
    [Alias("Newest"), ReadOnly] Task<ImmutableArray<MessageView>> NewestAsync(string viewerId, int limit);
    /// <summary>Sends a message; only connected users may. Returns when the message is stored.</summary>
    [Alias("Send")] Task<Outcome<MessageView>> SendAsync(SendMessage command);
    /// <summary>Messages, ascending: after a seq, before one, or the newest. They then count as delivered.</summary>
    [Alias("History")]
    Task<Outcome<ImmutableArray<MessageView>>> HistoryAsync(string viewerId, long? afterSeq, long? beforeSeq, int limit);
    /// <summary>
    /// Messages after a seq for one of the two to keep: of a conversation that a block hides, only what the user wrote.
    /// They do not count as delivered.
    /// </summary>
    [Alias("Export"), ReadOnly] Task<Portion<MessageView>> ExportAsync(string userId, long afterSeq, int limit);
    /// <summary>Marks messages as read up to a seq (null: the last). A mark never moves back.</summary>
    [Alias("MarkRead")] Task<Outcome<MarkView>> MarkReadAsync(string userId, long? upToSeq);
    /// <summary>Marks messages up to a seq as delivered to a device of the user.</summary>
    [Alias("NoteDelivered")] Task MarkDeliveredAsync(string userId, long upToSeq);
    /// <summary>Starts or stops the user's typing indicator, which expires after a few seconds.</summary>
    [Alias("Type")] Task<Outcome<Done>> TypeAsync(string userId, bool isTyping);
    /// <summary>Whether the other user is typing; always false for users who are not connected.</summary>
    [Alias("IsOtherTyping"), ReadOnly] Task<bool> IsOtherTypingAsync(string viewerId);
    /// <summary>Whether a user may call the other; only connected users may.</summary>
    [Alias("MayCall"), ReadOnly] Task<Outcome<Done>> MayCallAsync(string userId);
    /// <summary>Stores the conversation in both inboxes. Sent by the pair to itself.</summary>
    [Alias("TellInboxes")] Task UpdateInboxesAsync(UpdateInboxes command);
}

/// <summary>Stores the conversation in both inboxes.</summary>
[GenerateSerializer, Immutable, Alias("conversations.tell-inboxes.v1")]
public sealed record UpdateInboxes([property: Id(0)] string OperationId) : ICommand;

/// <summary>Opens a conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.open.v1")]
public sealed record OpenConversation([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Sends a message.</summary>
[GenerateSerializer, Immutable, Alias("conversations.send.v1")]
public sealed record SendMessage(
    [property: Id(0)] string OperationId, [property: Id(1)] string SenderId,
    [property: Id(2)] string Content) : ICommand;

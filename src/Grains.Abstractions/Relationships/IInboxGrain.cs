namespace XelaConnect.Relationships;

/// <summary>
/// One user's conversations, keyed by user id: the list by last message, unread counts, and changes since a seq.
/// </summary>
[Alias("conversations.inbox")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A page of conversations, the one with the newest message first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<InboxPage>> ListAsync(string? cursor, int limit);

    /// <summary>
    /// Caches the current state of a conversation, so that lists are never stale. <see cref="PutAsync"/> stores it
    /// later.
    /// </summary>
    [Alias("Note")]
    Task CacheAsync(ConversationView conversation);

    /// <summary>
    /// Stores the state of a conversation. Sent by the conversation, a few seconds late; an older version is ignored.
    /// </summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutConversation command);

    /// <summary>Changes after a seq of this grain's journal, oldest first.</summary>
    [Alias("Changes")]
    Task<InboxChanges> ChangesAsync(long afterSeq, int limit);
}

/// <summary>Stores the state of a conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.put.v1")]
public sealed record PutConversation([property: Id(0)] string OperationId, [property: Id(1)] ConversationView Conversation) : ICommand;

/// <summary>A page of the inbox.</summary>
/// <param name="Conversations">The conversations on the page.</param>
/// <param name="NextCursor">The start of the next page, or null.</param>
/// <param name="Unread">The number of unread messages in all conversations.</param>
[GenerateSerializer, Immutable, Alias("conversations.inbox-page.v1")]
public sealed record InboxPage(
    [property: Id(0)] ImmutableArray<ConversationView> Conversations,
    [property: Id(1)] string? NextCursor,
    [property: Id(2)] long Unread);

/// <summary>One change of a conversation.</summary>
/// <param name="Conversation">The state after the change.</param>
/// <param name="AfterSeq">Messages after this seq are new.</param>
/// <param name="AfterRead">The user's read mark before the change.</param>
/// <param name="AfterOtherRead">The other user's read mark before the change.</param>
/// <param name="At">When the change was stored.</param>
[GenerateSerializer, Immutable, Alias("conversations.step.v1")]
public sealed record InboxChange(
    [property: Id(0)] ConversationView Conversation,
    [property: Id(1)] long AfterSeq,
    [property: Id(2)] long AfterRead,
    [property: Id(3)] long AfterOtherRead,
    [property: Id(4)] DateTimeOffset At);

/// <summary>Changes of an inbox.</summary>
/// <param name="Changes">In order.</param>
/// <param name="Seq">The seq up to which the changes are complete.</param>
/// <param name="More">True when there are more changes after it.</param>
/// <param name="TooFar">True when the requested seq is too old or in the future: the reader starts again from
/// <paramref name="Seq"/>.</param>
[GenerateSerializer, Immutable, Alias("conversations.changes.v1")]
public sealed record InboxChanges(
    [property: Id(0)] ImmutableArray<InboxChange> Changes,
    [property: Id(1)] long Seq,
    [property: Id(2)] bool More,
    [property: Id(3)] bool TooFar);

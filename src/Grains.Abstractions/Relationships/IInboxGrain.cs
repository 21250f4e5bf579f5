namespace XelaConnect.Relationships;

/// <summary>One user's conversations: the list by last message, unread counts, and changes since a seq.</summary>
[Alias("conversations.inbox")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A page of conversations, the one with the newest message first.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<InboxPage>> ListAsync(string? cursor, int limit);
    /// <summary>Caches the current state, so that lists are never stale; <see cref="PutAsync"/> stores it.</summary>
    [Alias("Note")] Task CacheAsync(ConversationView conversation);
    /// <summary>Stores a state, sent a few seconds late; an older version is ignored.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutConversation command);
    /// <summary>Changes after a seq of this grain's journal, oldest first.</summary>
    [Alias("Changes")] Task<InboxChanges> ChangesAsync(long afterSeq, int limit);
    /// <summary>The last seq before a time, after which everything since is read.</summary>
    [Alias("SeqBefore"), ReadOnly] Task<long> SeqBeforeAsync(DateTimeOffset time);
}

/// <summary>Stores the state of a conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.put.v1")]
public sealed record PutConversation(
    [property: Id(0)] string OperationId, [property: Id(1)] ConversationView Conversation) : ICommand;

/// <summary>A page of the inbox, with the number of unread messages in all conversations.</summary>
[GenerateSerializer, Immutable, Alias("conversations.inbox-page.v1")]
public sealed record InboxPage(
    [property: Id(0)] ImmutableArray<ConversationView> Conversations, [property: Id(1)] string? NextCursor,
    [property: Id(2)] long Unread);

/// <summary>The state after a change, and the last seq and the marks before it.</summary>
[GenerateSerializer, Immutable, Alias("conversations.step.v1")]
public sealed record InboxChange(
    [property: Id(0)] ConversationView Conversation, [property: Id(1)] long AfterSeq, [property: Id(2)] long AfterRead,
    [property: Id(3)] long AfterOtherRead, [property: Id(4)] DateTimeOffset At);

/// <summary>Changes in order, complete up to <paramref name="Seq"/>. Too far: the reader starts again there.</summary>
[GenerateSerializer, Immutable, Alias("conversations.changes.v1")]
public sealed record InboxChanges(
    [property: Id(0)] ImmutableArray<InboxChange> Changes, [property: Id(1)] long Seq, [property: Id(2)] bool More,
    [property: Id(3)] bool TooFar);

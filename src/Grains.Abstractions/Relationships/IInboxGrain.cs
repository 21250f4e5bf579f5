using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Relationships;

/// <summary>One person's conversations, keyed by user id: the list by last message, unread counts, and what changed since when.</summary>
[Alias("conversations.inbox")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A page of conversations, the one with the newest message first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<InboxPage>> ListAsync(string? cursor, int limit);

    /// <summary>How a conversation stands now; kept in memory, so that lists are never behind. What is durable comes with <see cref="PutAsync"/>.</summary>
    [Alias("Note")]
    Task CacheAsync(ConversationView conversation);

    /// <summary>Takes over how a conversation stands. Owed by the conversation, a moment behind it; an older version changes nothing.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutConversation command);

    /// <summary>What changed after a place in this grain's history, oldest first, and the place up to which it is told.</summary>
    [Alias("Changes")]
    Task<InboxChanges> ChangesAsync(long afterSeq, int limit);
}

/// <summary>How a conversation stands.</summary>
[GenerateSerializer, Immutable, Alias("conversations.put.v1")]
public sealed record PutConversation([property: Id(0)] string OperationId, [property: Id(1)] ConversationView Conversation) : ICommand;

/// <summary>A page of the inbox.</summary>
/// <param name="Conversations">Those on it.</param>
/// <param name="NextCursor">Where the next one starts.</param>
/// <param name="Unread">How many unread messages there are in all conversations together.</param>
[GenerateSerializer, Immutable, Alias("conversations.inbox-page.v1")]
public sealed record InboxPage([property: Id(0)] ImmutableArray<ConversationView> Conversations, [property: Id(1)] string? NextCursor, [property: Id(2)] long Unread);

/// <summary>One step of a conversation.</summary>
/// <param name="Conversation">How it stood after it.</param>
/// <param name="AfterSeq">Messages after this seq are new.</param>
/// <param name="AfterRead">Where this person's read mark stood before.</param>
/// <param name="AfterOtherRead">Where the other's read mark stood before.</param>
/// <param name="At">When it was written down.</param>
[GenerateSerializer, Immutable, Alias("conversations.step.v1")]
public sealed record InboxChange(
    [property: Id(0)] ConversationView Conversation,
    [property: Id(1)] long AfterSeq,
    [property: Id(2)] long AfterRead,
    [property: Id(3)] long AfterOtherRead,
    [property: Id(4)] DateTimeOffset At);

/// <summary>What changed.</summary>
/// <param name="Changes">In order.</param>
/// <param name="Seq">The place up to which this tells everything.</param>
/// <param name="More">There are further steps after it.</param>
/// <param name="TooFar">The place asked for lies too far back, or ahead: whoever asks begins anew from <paramref name="Seq"/>.</param>
[GenerateSerializer, Immutable, Alias("conversations.changes.v1")]
public sealed record InboxChanges([property: Id(0)] ImmutableArray<InboxChange> Changes, [property: Id(1)] long Seq, [property: Id(2)] bool More, [property: Id(3)] bool TooFar);

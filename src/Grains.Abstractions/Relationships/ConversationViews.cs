namespace XelaConnect.Relationships;

/// <summary>A message.</summary>
/// <param name="Id">The id, which sorts by time.</param>
/// <param name="Seq">The position in the conversation, from 1, without gaps.</param>
/// <param name="SenderId">The author.</param>
/// <param name="Content">The text.</param>
/// <param name="Timestamp">When it was stored.</param>
/// <param name="Read">Whether the receiver has read it.</param>
/// <param name="Delivered">Whether a device of the receiver has it.</param>
[GenerateSerializer, Immutable, Alias("conversations.message.v1")]
public sealed record MessageView(
    [property: Id(0)] string Id,
    [property: Id(1)] long Seq,
    [property: Id(2)] string SenderId,
    [property: Id(3)] string Content,
    [property: Id(4)] DateTimeOffset Timestamp,
    [property: Id(5)] bool Read,
    [property: Id(6)] bool Delivered);

/// <summary>A conversation as one of the two sees it.</summary>
/// <param name="Id">Derived from the pair.</param>
/// <param name="OtherId">The other user.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastMessage">The newest message, or null.</param>
/// <param name="Unread">The number of the other user's messages that the viewer has not read.</param>
/// <param name="ReadUpTo">The seq up to which the viewer has read.</param>
/// <param name="OtherReadUpTo">The seq up to which the other user has read.</param>
/// <param name="IsHidden">Whether a block hides the conversation from both.</param>
/// <param name="Version">Increases with every event of the conversation.</param>
[GenerateSerializer, Immutable, Alias("conversations.view.v1")]
public sealed record ConversationView(
    [property: Id(0)] string Id,
    [property: Id(1)] string OtherId,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] MessageView? LastMessage,
    [property: Id(4)] long Unread,
    [property: Id(5)] long ReadUpTo,
    [property: Id(6)] long OtherReadUpTo,
    [property: Id(7)] bool IsHidden,
    [property: Id(8)] long Version)
{
    /// <summary>The seq of the newest message; 0 when there is none.</summary>
    public long LastSeq => LastMessage?.Seq ?? 0;

    /// <summary>The time by which lists are sorted.</summary>
    public DateTimeOffset LastAt => LastMessage?.Timestamp ?? CreatedAt;
}

/// <summary>An opened conversation.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Messages">Its newest messages, ascending.</param>
[GenerateSerializer, Immutable, Alias("conversations.open-view.v1")]
public sealed record OpenConversationView(
    [property: Id(0)] ConversationView Conversation,
    [property: Id(1)] ImmutableArray<MessageView> Messages);

/// <summary>A read or delivery mark.</summary>
[GenerateSerializer, Immutable, Alias("conversations.mark.v1")]
public sealed record MarkView(
    [property: Id(0)] string ConversationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] long UpToSeq);

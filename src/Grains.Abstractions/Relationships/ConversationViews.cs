namespace XelaConnect.Relationships;

/// <summary>A message (contract §0 "message").</summary>
/// <param name="Id">Its id, which sorts by time.</param>
/// <param name="Seq">Its place in the conversation, from 1, without holes.</param>
/// <param name="SenderId">Who wrote it.</param>
/// <param name="Content">The text.</param>
/// <param name="Timestamp">When it was stored.</param>
/// <param name="Read">The other has read it.</param>
/// <param name="Delivered">A device of the other has it.</param>
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
/// <param name="Id">Made from the pair.</param>
/// <param name="OtherId">The other.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="LastMessage">The newest message, or null.</param>
/// <param name="Unread">How many messages of the other this one has not read.</param>
/// <param name="ReadUpTo">Up to which seq this one has read.</param>
/// <param name="OtherReadUpTo">Up to which seq the other has read.</param>
/// <param name="IsHidden">One of them blocks the other: to neither it exists.</param>
/// <param name="Version">Rises with everything that happens in it.</param>
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

    /// <summary>What lists are sorted by.</summary>
    public DateTimeOffset LastAt => LastMessage?.Timestamp ?? CreatedAt;
}

/// <summary>A read mark.</summary>
[GenerateSerializer, Immutable, Alias("conversations.mark.v1")]
public sealed record MarkView([property: Id(0)] string ConversationId, [property: Id(1)] string UserId, [property: Id(2)] long UpToSeq);

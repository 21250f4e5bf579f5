namespace XelaConnect.Relationships;

/// <summary>A message; seqs have no gaps, and ids sort by time.</summary>
[GenerateSerializer, Immutable, Alias("conversations.message.v1")]
public sealed record MessageView(
    [property: Id(0)] string Id, [property: Id(1)] long Seq, [property: Id(2)] string SenderId,
    [property: Id(3)] string Content, [property: Id(4)] DateTimeOffset Timestamp, [property: Id(5)] bool Read,
    [property: Id(6)] bool Delivered);

/// <summary>A conversation as one of the two sees it. The version increases with every event.</summary>
[GenerateSerializer, Immutable, Alias("conversations.view.v1")]
public sealed record ConversationView(
    [property: Id(0)] string Id, [property: Id(1)] string OtherId, [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] MessageView? LastMessage, [property: Id(4)] long Unread, [property: Id(5)] long ReadUpTo,
    [property: Id(6)] long OtherReadUpTo, [property: Id(7)] bool IsHidden, [property: Id(8)] long Version)
{
    /// <summary>The seq of the newest message; 0 when there is none.</summary>
    public long LastSeq => LastMessage?.Seq ?? 0;
    /// <summary>The time by which lists are sorted.</summary>
    public DateTimeOffset LastAt => LastMessage?.Timestamp ?? CreatedAt;
}

/// <summary>An opened conversation and its newest messages, ascending.</summary>
[GenerateSerializer, Immutable, Alias("conversations.open-view.v1")]
public sealed record OpenConversationView(
    [property: Id(0)] ConversationView Conversation,
    [property: Id(1)] ImmutableArray<MessageView> Messages);

/// <summary>A read or delivery mark.</summary>
[GenerateSerializer, Immutable, Alias("conversations.mark.v1")]
public sealed record MarkView(
    [property: Id(0)] string ConversationId, [property: Id(1)] string UserId, [property: Id(2)] long UpToSeq);

namespace XelaConnect.Grains.Relationships;

/// <summary>What happens between two people.</summary>
internal abstract record PairEvent;

internal sealed record ConnectionRequested(string FromId, int Score, string FromName, string ToName) : PairEvent;

internal sealed record ConnectionAccepted : PairEvent;

internal sealed record ConnectionDeclined : PairEvent;

internal sealed record ConnectionRemoved : PairEvent;

internal sealed record PersonBlocked(string ById) : PairEvent;

internal sealed record PersonUnblocked(string ById) : PairEvent;

internal sealed record ConversationOpened : PairEvent;

internal sealed record MessageSent(string Id, string SenderId, string Content, long LowCount, long HighCount) : PairEvent;

internal sealed record MarksMoved(Marks Marks) : PairEvent;

namespace XelaConnect.Grains.Relationships;

[JsonDerivedType(typeof(ConnectionRequested), "connections.requested.v1")]
[JsonDerivedType(typeof(ConnectionAccepted), "connections.accepted.v1")]
[JsonDerivedType(typeof(ConnectionDeclined), "connections.declined.v1")]
[JsonDerivedType(typeof(ConnectionRemoved), "connections.removed.v1")]
[JsonDerivedType(typeof(PersonBlocked), "connections.blocked.v1")]
[JsonDerivedType(typeof(PersonUnblocked), "connections.unblocked.v1")]
[JsonDerivedType(typeof(ConversationOpened), "conversations.opened.v1")]
[JsonDerivedType(typeof(MessageSent), "conversations.message-sent.v1")]
[JsonDerivedType(typeof(MarksMoved), "conversations.marks-moved.v1")]
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

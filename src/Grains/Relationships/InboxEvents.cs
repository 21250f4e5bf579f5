namespace XelaConnect.Grains.Relationships;

/// <summary>An event of one user's inbox.</summary>
[JsonDerivedType(typeof(ConversationMoved), "conversations.moved.v1")]
internal abstract record InboxEvent;

/// <summary>A conversation changed. The other members are its marks before the change.</summary>
internal sealed record ConversationMoved(ConversationView Conversation, long AfterSeq, long AfterRead, long AfterOtherRead) : InboxEvent;

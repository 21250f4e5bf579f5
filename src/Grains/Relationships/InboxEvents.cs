namespace XelaConnect.Grains.Relationships;

[JsonDerivedType(typeof(ConversationMoved), "conversations.moved.v1")]
internal abstract record InboxEvent;

/// <summary>The other members are its marks before the change.</summary>
internal sealed record ConversationMoved(ConversationView Conversation, long AfterSeq, long AfterRead, long AfterOtherRead) : InboxEvent;

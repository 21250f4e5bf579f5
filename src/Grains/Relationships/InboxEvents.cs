using System.Text.Json.Serialization;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>What happens to one person's inbox.</summary>
[JsonDerivedType(typeof(ConversationMoved), "conversations.moved.v1")]
internal abstract record InboxEvent;

/// <summary>A conversation moved on from where it was known to be.</summary>
internal sealed record ConversationMoved(ConversationView Conversation, long AfterSeq, long AfterRead, long AfterOtherRead) : InboxEvent;

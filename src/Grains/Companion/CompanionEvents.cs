namespace XelaConnect.Grains.Companion;

/// <summary>An event of a conversation with Xela.</summary>
[JsonDerivedType(typeof(LineAdded), "companion.line-said.v1")]
[JsonDerivedType(typeof(LinesEnded), "companion.lines-ended.v1")]
[JsonDerivedType(typeof(MemoryChanged), "companion.memory-changed.v1")]
[JsonDerivedType(typeof(TurnBegun), "companion.turn-begun.v1")]
[JsonDerivedType(typeof(TurnEnded), "companion.turn-ended.v1")]
[JsonDerivedType(typeof(ConversationDeleted), "companion.deleted.v1")]
[JsonDerivedType(typeof(DeletedErased), "companion.erased.v1")]
internal abstract record CompanionEvent;

/// <summary>
/// A line was added. <paramref name="Attempt"/> and <paramref name="Source"/> are those of a reply.
/// </summary>
internal sealed record LineAdded(
    string Id,
    bool IsAi,
    string Content,
    [property: JsonPropertyName("run")] string Attempt = "",
    string Source = "") : CompanionEvent;

/// <summary>A placeholder, so that no seq is used again after all lines before it are deleted.</summary>
internal sealed record LinesEnded : CompanionEvent;

/// <summary>The memory was replaced.</summary>
internal sealed record MemoryChanged(string Text, long UpToSeq) : CompanionEvent;

/// <summary>A turn began. <paramref name="Counted"/>: it counts against the day's quota.</summary>
internal sealed record TurnBegun(
    [property: JsonPropertyName("answer_id")] string ReplyId,
    long AskedSeq,
    DateOnly Day,
    bool Counted) : CompanionEvent;

/// <summary>
/// A turn got its reply. <paramref name="RefundedOn"/>: the day to whose quota the message is refunded.
/// </summary>
internal sealed record TurnEnded(
    [property: JsonPropertyName("answer_id")] string ReplyId,
    [property: JsonPropertyName("given_back")] DateOnly? RefundedOn = null) : CompanionEvent;

/// <summary>All lines up to a seq were deleted.</summary>
internal sealed record ConversationDeleted(long UpToSeq) : CompanionEvent;

/// <summary>Deleted lines up to a seq were erased from the store.</summary>
internal sealed record DeletedErased(long UpToSeq) : CompanionEvent;

namespace XelaConnect.Grains.Companion;

/// <summary>What happens between a person and Xela.</summary>
internal abstract record CompanionEvent;

/// <summary>A line. <paramref name="Run"/> and <paramref name="Source"/> are an answer's.</summary>
internal sealed record LineAdded(string Id, bool IsAi, string Content, string Run = "", string Source = "") : CompanionEvent;

/// <summary>Holds a place in the stream, so that no seq is used again when all before it is deleted.</summary>
internal sealed record LinesEnded : CompanionEvent;

/// <summary>All that Xela remembers from now on.</summary>
internal sealed record MemoryChanged(string Text, long UpToSeq) : CompanionEvent;

/// <summary>A turn began. <paramref name="Counted"/>: it is one of the day's messages.</summary>
internal sealed record TurnBegun(string AnswerId, long AskedSeq, DateOnly Day, bool Counted) : CompanionEvent;

/// <summary>A turn has its answer. <paramref name="GivenBack"/>: the day to which its message is given back.</summary>
internal sealed record TurnEnded(string AnswerId, DateOnly? GivenBack = null) : CompanionEvent;

/// <summary>What was said up to a seq is deleted.</summary>
internal sealed record ConversationDeleted(long UpToSeq) : CompanionEvent;

/// <summary>… and gone from the store.</summary>
internal sealed record DeletedErased(long UpToSeq) : CompanionEvent;

namespace XelaConnect.Companion;

/// <summary>
/// A person's conversation with Xela, keyed by user id. A turn is stored before its reply is generated. The reply does
/// not depend on a reader: every device can read it from any position and gets the same text.
/// </summary>
[Alias("companion")]
public interface ICompanionGrain : IGrainWithStringKey
{
    /// <summary>The state of the conversation: replies in progress, and the quota that remains today.</summary>
    [Alias("Get"), ReadOnly] Task<CompanionView> GetAsync();
    /// <summary>Visible messages, ascending: the first after a seq, the newest before one, or the newest.</summary>
    [Alias("History"), ReadOnly]
    Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);
    /// <summary>The messages after a seq, oldest first, and the newest seq: what a device has missed.</summary>
    [Alias("Changes"), ReadOnly] Task<CompanionChanges> ChangesAsync(long afterSeq, int limit);
    /// <summary>The last seq before a time, after which everything since is read.</summary>
    [Alias("SeqBefore"), ReadOnly] Task<long> SeqBeforeAsync(DateTimeOffset time);
    /// <summary>
    /// Sends a message to Xela. It is stored when the call returns; <see cref="ReadAsync"/> reads the reply. A reply
    /// that needs no model, such as a crisis response, is returned at once. Beyond a burst of crisis signals, messages
    /// get the same response but are not stored, and their seq is 0.
    /// </summary>
    [Alias("Ask")] Task<Outcome<TurnView>> AskAsync(AskXela command);
    /// <summary>
    /// Reads a reply from the position <paramref name="offset"/> of an attempt (null at the start). Waits a few seconds
    /// for the next chunk, or with <paramref name="whole"/> for the end; after an empty chunk the caller calls again.
    /// </summary>
    [Alias("Read"), ReadOnly]
    Task<Outcome<ReplyChunk>> ReadAsync(string replyId, string? attempt, int offset, bool whole);
    /// <summary>Whether a reply, in progress or finished, belongs to this conversation and is not deleted.</summary>
    [Alias("HasAnswer"), ReadOnly] Task<bool> HasReplyAsync(string replyId);
    /// <summary>What Xela remembers about the person.</summary>
    [Alias("Memory"), ReadOnly] Task<MemoryView> MemoryAsync();
    /// <summary>Replaces what Xela remembers by the person's own words, from the next turn on; "" clears it.</summary>
    [Alias("SetMemory")] Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command);
    /// <summary>Permanently deletes all messages and the memory. When the call returns, nobody can read them.</summary>
    [Alias("Delete")] Task<Outcome<Done>> DeleteAsync(DeleteCompanion command);
}

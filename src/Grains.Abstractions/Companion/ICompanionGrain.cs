namespace XelaConnect.Companion;

/// <summary>
/// A person's conversation with Xela, keyed by user id. A turn is stored before its reply is generated. The reply does
/// not depend on a reader: every device can read it from any position and gets the same text.
/// </summary>
[Alias("companion")]
public interface ICompanionGrain : IGrainWithStringKey
{
    /// <summary>The state of the conversation: replies in progress, and the quota that remains today.</summary>
    [Alias("Get"), ReadOnly]
    Task<CompanionView> GetAsync();

    /// <summary>
    /// Messages in ascending order of seq: the first after a seq, the newest before one, or the newest. Without deleted
    /// ones.
    /// </summary>
    [Alias("History"), ReadOnly]
    Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);

    /// <summary>The messages after a seq, oldest first, and the newest seq: what a device has missed.</summary>
    [Alias("Changes"), ReadOnly]
    Task<CompanionChanges> ChangesAsync(long afterSeq, int limit);

    /// <summary>
    /// Sends a message to Xela. It is stored when the call returns; <see cref="ReadAsync"/> reads the reply. A reply
    /// that needs no model, such as a crisis response, is returned at once. Beyond a burst of crisis signals, messages
    /// get the same response but are not stored, and their seq is 0.
    /// </summary>
    [Alias("Ask")]
    Task<Outcome<TurnView>> AskAsync(AskXela command);

    /// <summary>
    /// Reads a reply from a position. Waits a few seconds where there is no more text yet; an empty chunk without a
    /// stored reply means that the caller should call again.
    /// </summary>
    /// <param name="replyId">The id of the reply.</param>
    /// <param name="attempt">The <see cref="ReplyChunk.Attempt"/> of the position; null at the start.</param>
    /// <param name="offset">How many UTF-16 characters the reader has.</param>
    /// <param name="whole">Waits for the end instead of the next chunk.</param>
    [Alias("Read"), ReadOnly]
    Task<Outcome<ReplyChunk>> ReadAsync(string replyId, string? attempt, int offset, bool whole);

    /// <summary>Whether a reply, in progress or finished, belongs to this conversation and is not deleted.</summary>
    [Alias("HasAnswer"), ReadOnly]
    Task<bool> HasReplyAsync(string replyId);

    /// <summary>What Xela remembers about the person.</summary>
    [Alias("Memory"), ReadOnly]
    Task<MemoryView> MemoryAsync();

    /// <summary>
    /// Replaces what Xela remembers by the person's own words; "" clears it. Holds from the next turn on.
    /// </summary>
    [Alias("SetMemory")]
    Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command);

    /// <summary>Permanently deletes all messages and the memory. When the call returns, nobody can read them.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteCompanion command);
}

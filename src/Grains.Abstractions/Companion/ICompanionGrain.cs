using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Companion;

/// <summary>
/// One person's conversation with Xela, keyed by user id (contract endpoints 21 and 22). A turn is begun and stored before anything is answered, runs beside
/// the grain's turns, and goes on whoever is still listening: any device reads the answer from any place on, and gets the same text.
/// </summary>
[Alias("companion")]
public interface ICompanionGrain : IGrainWithStringKey
{
    /// <summary>The conversation's head: what is being answered, and how much of today is left.</summary>
    [Alias("Get"), ReadOnly]
    Task<CompanionView> GetAsync();

    /// <summary>What was said, ascending by seq: the first after a seq, or the newest before one, or the newest. What was deleted is not there.</summary>
    [Alias("History"), ReadOnly]
    Task<ImmutableArray<CompanionMessageView>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);

    /// <summary>What was said after a seq, oldest first, and the newest seq: what a device missed.</summary>
    [Alias("Changes"), ReadOnly]
    Task<CompanionChanges> ChangesAsync(long afterSeq, int limit);

    /// <summary>
    /// Says something to Xela. The answer means that it is stored; Xela's answer is read by <see cref="ReadAsync"/> and is there already where no model has
    /// to be asked: when the words suggest danger to life, and where no model is set up. Beyond a burst of such words the answer is the same and neither it
    /// nor the words are stored; its seq is 0 then.
    /// </summary>
    [Alias("Ask")]
    Task<Outcome<TurnView>> AskAsync(AskXela command);

    /// <summary>
    /// An answer from a place on. Waits a few seconds for more when there is none yet; an empty piece without an answer means: ask again.
    /// </summary>
    /// <param name="answerId">Which answer.</param>
    /// <param name="run">The run the place belongs to (<see cref="ReplyChunk.Attempt"/>); null at the beginning.</param>
    /// <param name="offset">How many characters (UTF-16) the reader has.</param>
    /// <param name="whole">Wait for the end instead of the next piece.</param>
    [Alias("Read"), ReadOnly]
    Task<Outcome<ReplyChunk>> ReadAsync(string answerId, string? run, int offset, bool whole);

    /// <summary>Whether an answer, running or finished, is one of this conversation's and not deleted.</summary>
    [Alias("HasAnswer"), ReadOnly]
    Task<bool> HasReplyAsync(string answerId);

    /// <summary>What Xela remembers of the person.</summary>
    [Alias("Memory"), ReadOnly]
    Task<MemoryView> MemoryAsync();

    /// <summary>Puts the person's own words in place of what Xela remembers; "" clears it. The next turn goes by it.</summary>
    [Alias("SetMemory")]
    Task<Outcome<MemoryView>> SetMemoryAsync(SetMemory command);

    /// <summary>Deletes what was said up to now, and what Xela remembers, for good. The answer means that nobody can read it any more.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteCompanion command);
}

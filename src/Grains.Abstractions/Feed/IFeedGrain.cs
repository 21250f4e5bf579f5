using Orleans.Concurrency;

namespace XelaConnect.Feed;

/// <summary>What a person was told of, keyed by user id: the newest 200 (contract endpoints 23 and 24).</summary>
[Alias("activity.feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>
    /// Tells the person something. Owed by whatever happened; told once an operation, and once a key. Of what is not of high priority a few are told on a UTC
    /// day; a further one is dropped, and is never told.
    /// </summary>
    [Alias("Tell")]
    Task<Outcome<Done>> AddAsync(AddFeedItem command);

    /// <summary>A page, newest first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<FeedPage>> ListAsync(bool unreadOnly, string? cursor, int limit);

    /// <summary>Marks one as read; one that is none of this person's is unknown.</summary>
    [Alias("MarkRead")]
    Task<Outcome<Done>> MarkReadAsync(MarkFeedItemRead command);

    /// <summary>What was suggested to the person.</summary>
    [Alias("Suggested"), ReadOnly]
    Task<SuggestionStateView> SuggestedAsync();

    /// <summary>Those told or read after a place in this grain's history, and the place now.</summary>
    [Alias("Changes"), ReadOnly]
    Task<FeedChanges> ChangesAsync(long afterSeq);
}

namespace XelaConnect.Feed;

/// <summary>
/// The feed of a user, keyed by user id: the newest 200 items (<c>docs/api/http.md</c>, endpoints 23 and 24).
/// </summary>
[Alias("activity.feed")]
public interface IFeedGrain : IGrainWithStringKey
{
    /// <summary>Adds an item, once for each operation and key. Drops one beyond the maximum of a UTC day.</summary>
    [Alias("Tell")] Task<Outcome<Done>> AddAsync(AddFeedItem command);
    /// <summary>Returns a page, newest first.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<FeedPage>> ListAsync(bool unreadOnly, string? cursor, int limit);
    /// <summary>Marks an item as read; <see cref="FeedFaults.Unknown"/> when the feed lacks it.</summary>
    [Alias("MarkRead")] Task<Outcome<Done>> MarkReadAsync(MarkFeedItemRead command);
    /// <summary>Returns which suggestions the feed contains or remembers.</summary>
    [Alias("Suggested"), ReadOnly] Task<SuggestionStateView> SuggestedAsync();
    /// <summary>Returns the items added or read after a seq of this grain's journal, and its present seq.</summary>
    [Alias("Changes"), ReadOnly] Task<FeedChanges> ChangesAsync(long afterSeq);
    /// <summary>The last seq before a time, after which everything since is read.</summary>
    [Alias("SeqBefore"), ReadOnly] Task<long> SeqBeforeAsync(DateTimeOffset time);
}

/// <summary>Searches suggestions for a user, keyed by user id. The feed remembers what was suggested.</summary>
[Alias("activity.concierge")]
public interface ISuggestionsGrain : IGrainWithStringKey
{
    /// <summary>Adds at most one circle and one person to the feed, unless too many suggestions are unread.</summary>
    [Alias("Suggest")] Task<Outcome<Done>> SuggestAsync(SuggestFor command);
}

/// <summary>Asks for suggestions. <paramref name="Day"/> is the date in the user's time zone.</summary>
[GenerateSerializer, Immutable, Alias("activity.suggest.v1")]
public sealed record SuggestFor([property: Id(0)] string OperationId, [property: Id(1)] DateOnly Day) : ICommand;

namespace XelaConnect.Feed;

/// <summary>Searches suggestions for a user, keyed by user id. Stateless: the feed remembers what was suggested.</summary>
[Alias("activity.concierge")]
public interface ISuggestionsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Adds at most one circle and one person to the feed, neither twice, unless too many suggestions are unread. Sent
    /// by the user.
    /// </summary>
    [Alias("Suggest")]
    Task<Outcome<Done>> SuggestAsync(SuggestFor command);
}

/// <summary>Asks for suggestions.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Day">The date in the user's time zone.</param>
[GenerateSerializer, Immutable, Alias("activity.suggest.v1")]
public sealed record SuggestFor([property: Id(0)] string OperationId, [property: Id(1)] DateOnly Day) : ICommand;

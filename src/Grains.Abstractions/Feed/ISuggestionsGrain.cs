namespace XelaConnect.Feed;

/// <summary>Searches suggestions for a user, keyed by user id. The feed remembers what was suggested.</summary>
[Alias("activity.concierge")]
public interface ISuggestionsGrain : IGrainWithStringKey
{
    /// <summary>Adds at most one circle and one person to the feed, unless too many suggestions are unread.</summary>
    [Alias("Suggest")]
    Task<Outcome<Done>> SuggestAsync(SuggestFor command);
}

/// <summary>Asks for suggestions. <paramref name="Day"/> is the date in the user's time zone.</summary>
[GenerateSerializer, Immutable, Alias("activity.suggest.v1")]
public sealed record SuggestFor([property: Id(0)] string OperationId, [property: Id(1)] DateOnly Day) : ICommand;

namespace XelaConnect.Feed;

/// <summary>Looks for a circle and a person to suggest to somebody, keyed by user id. Holds nothing: what was suggested stands in their feed.</summary>
[Alias("activity.concierge")]
public interface ISuggestionsGrain : IGrainWithStringKey
{
    /// <summary>Suggests at most one circle and one person, none twice, as long as there are few unread suggestions. Owed by the person's grain.</summary>
    [Alias("Suggest")]
    Task<Outcome<Done>> SuggestAsync(SuggestFor command);
}

/// <summary>Asks for suggestions.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="Day">The day they are for, where the person is.</param>
[GenerateSerializer, Immutable, Alias("activity.suggest.v1")]
public sealed record SuggestFor([property: Id(0)] string OperationId, [property: Id(1)] DateOnly Day) : ICommand;

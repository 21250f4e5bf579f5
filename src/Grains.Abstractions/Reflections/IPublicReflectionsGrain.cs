using Orleans.Concurrency;

namespace XelaConnect.Reflections;

/// <summary>Public reflections of everybody, key "all": where they are, not what they say. Each person's journal tells it and is asked for the words.</summary>
[Alias("reflections.public")]
public interface IPublicReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Takes over whether a reflection is public. Owed by the journals; an older version changes nothing.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutPublicReflection command);

    /// <summary>A page of the newest 1,000, the newest first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit);

    /// <summary>Whose a public reflection is, if it is among the newest 1,000.</summary>
    [Alias("Author"), ReadOnly]
    Task<string?> AuthorAsync(string reflectionId);
}

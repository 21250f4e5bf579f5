namespace XelaConnect.Reflections;

/// <summary>The list of all public reflections (key "all"), without texts. A state replica that authors feed.</summary>
[Alias("reflections.public")]
public interface IPublicReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Adds or removes a reflection. Sent by the journals; an older version is ignored.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutPublicReflection command);

    /// <summary>A page of the newest 1,000, the newest first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit);

    /// <summary>The author of a public reflection, if it is among the newest 1,000.</summary>
    [Alias("Author"), ReadOnly]
    Task<string?> AuthorAsync(string reflectionId);
}

namespace XelaConnect.Reflections;

/// <summary>One user's reflections, keyed by user id, and the user's view of public ones.</summary>
[Alias("reflections.reflections")]
public interface IReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Writes a reflection. Returns when it is stored. A guest cannot publish.</summary>
    [Alias("Write")] Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command);
    /// <summary>Changes a reflection; fields that are null stay as they are. A guest cannot publish.</summary>
    [Alias("Edit")] Task<Outcome<ReflectionView>> EditAsync(EditReflection command);
    /// <summary>Deletes a reflection permanently.</summary>
    [Alias("Delete")] Task<Outcome<Done>> DeleteAsync(DeleteReflection command);
    /// <summary>Erases texts that an edit or a deletion left. Sent by the grain to itself.</summary>
    [Alias("ForgetTexts")] Task<Outcome<Done>> ForgetTextsAsync(ForgetTexts command);
    /// <summary>One of the user's reflections; only a public one if <paramref name="publicOnly"/>.</summary>
    [Alias("Get"), ReadOnly] Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly);
    /// <summary>A page, newest first. A search examines a limited number: a short page can have a cursor.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query);
    /// <summary>One of the user's reflections, or a public one that the user may see.</summary>
    [Alias("Find"), ReadOnly] Task<Outcome<ReflectionView>> FindAsync(string id);
    /// <summary>A page of public reflections, newest first, by authors who exist and are not blocked.</summary>
    [Alias("ListPublic"), ReadOnly] Task<Outcome<Page<ReflectionView>>> ListPublicAsync(string? cursor, int limit);
}

/// <summary>The list of all public reflections (key "all"), without texts. A state replica that authors feed.</summary>
[Alias("reflections.public")]
public interface IPublicReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Adds or removes a reflection. Sent by the journals; an older version is ignored.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutPublicReflection command);
    /// <summary>A page of the newest 1,000, the newest first.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit);
    /// <summary>A page with texts, as readers without a session see it: by authors who exist.</summary>
    [Alias("Read"), ReadOnly] Task<Outcome<Page<ReflectionView>>> ReadAsync(string? cursor, int limit);
    /// <summary>The author of a public reflection, if it is among the newest 1,000.</summary>
    [Alias("Author"), ReadOnly] Task<string?> AuthorAsync(string reflectionId);
}

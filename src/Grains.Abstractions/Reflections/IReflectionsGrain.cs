namespace XelaConnect.Reflections;

/// <summary>One user's reflections, keyed by user id, and the user's view of public ones.</summary>
[Alias("reflections.reflections")]
public interface IReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Writes a reflection. Returns when it is stored. A guest cannot publish.</summary>
    [Alias("Write")]
    Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command);

    /// <summary>Changes a reflection; fields that are null stay as they are. A guest cannot publish.</summary>
    [Alias("Edit")]
    Task<Outcome<ReflectionView>> EditAsync(EditReflection command);

    /// <summary>Deletes a reflection permanently.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteReflection command);

    /// <summary>One of the user's reflections; only a public one if <paramref name="publicOnly"/>.</summary>
    [Alias("Get"), ReadOnly]
    Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly);

    /// <summary>A page, newest first. A search examines a limited number: a short page can have a cursor.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query);

    /// <summary>One of the user's reflections, or a public one that the user may see.</summary>
    [Alias("Find"), ReadOnly]
    Task<Outcome<ReflectionView>> FindAsync(string id);

    /// <summary>A page of public reflections, newest first, by authors who exist and are not blocked.</summary>
    [Alias("ListPublic"), ReadOnly]
    Task<Outcome<Page<ReflectionView>>> ListPublicAsync(string? cursor, int limit);
}

using Orleans.Concurrency;

namespace XelaConnect.Reflections;

/// <summary>One person's journal, keyed by user id: private, unless they say otherwise of one (contract §2 "Reflections").</summary>
[Alias("reflections.reflections")]
public interface IReflectionsGrain : IGrainWithStringKey
{
    /// <summary>Writes one down. The answer means stored.</summary>
    [Alias("Write")]
    Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command);

    /// <summary>Changes one; what the command leaves out stays.</summary>
    [Alias("Edit")]
    Task<Outcome<ReflectionView>> EditAsync(EditReflection command);

    /// <summary>Takes one out for good; one that is not there, or no longer, is unknown.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteReflection command);

    /// <summary>One of them, or of the public ones alone.</summary>
    [Alias("Get"), ReadOnly]
    Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly);

    /// <summary>A page, the newest first. A search looks at so many at most and may answer fewer than asked for, with a cursor to go on from.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query);
}

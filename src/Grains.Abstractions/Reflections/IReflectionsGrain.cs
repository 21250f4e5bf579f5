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

/// <summary>Writes a reflection.</summary>
[GenerateSerializer, Immutable, Alias("reflections.write.v1")]
public sealed record WriteReflection(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? Prompt,
    [property: Id(2)] string Content,
    [property: Id(3)] bool IsPublic) : ICommand;

/// <summary>Changes a reflection. In each part null leaves it as it is; a prompt can be cleared.</summary>
[GenerateSerializer, Immutable, Alias("reflections.edit.v1")]
public sealed record EditReflection(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string ReflectionId,
    [property: Id(2)] Accounts.Change<string>? Prompt = null,
    [property: Id(3)] string? Content = null,
    [property: Id(4)] bool? IsPublic = null) : ICommand;

/// <summary>Deletes a reflection.</summary>
[GenerateSerializer, Immutable, Alias("reflections.delete.v1")]
public sealed record DeleteReflection([property: Id(0)] string OperationId, [property: Id(1)] string ReflectionId) : ICommand;

/// <summary>Whether a reflection is public, as of a version of its author's journal.</summary>
[GenerateSerializer, Immutable, Alias("reflections.put-public.v1")]
public sealed record PutPublicReflection(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] string ReflectionId,
    [property: Id(3)] string UserId,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] bool IsPublic) : ICommand;

/// <summary>Which reflections to list.</summary>
/// <param name="Words">What all of them hold in prompt or content, whatever case and accents; null asks nothing.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">The most on it.</param>
[GenerateSerializer, Immutable, Alias("reflections.query.v1")]
public sealed record ReflectionQuery([property: Id(0)] string? Words, [property: Id(1)] string? Cursor, [property: Id(2)] int Limit);

/// <summary>A reflection (contract §2).</summary>
[GenerateSerializer, Immutable, Alias("reflections.view.v1")]
public sealed record ReflectionView(
    [property: Id(0)] string Id,
    [property: Id(1)] string UserId,
    [property: Id(2)] string? Prompt,
    [property: Id(3)] string Content,
    [property: Id(4)] bool IsPublic,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] DateTimeOffset UpdatedAt);

/// <summary>Where a public reflection is.</summary>
[GenerateSerializer, Immutable, Alias("reflections.public-place.v1")]
public sealed record PublicReflection([property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] DateTimeOffset CreatedAt);

/// <summary>Every refusal of the reflections slice.</summary>
public static class ReflectionFaults
{
    /// <summary>No such reflection, or none that the caller may see.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "reflection_not_found", "Reflection not found.");
    /// <summary>The journal holds as many as one person's may.</summary>
    public static readonly Fault Full = new(FaultKind.Conflict, "journal_full", "Your journal holds 10,000 reflections. Delete some before you write more.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");
}

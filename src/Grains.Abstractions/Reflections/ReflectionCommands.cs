namespace XelaConnect.Reflections;

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
    [property: Id(2)] Profiles.Change<string>? Prompt = null,
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

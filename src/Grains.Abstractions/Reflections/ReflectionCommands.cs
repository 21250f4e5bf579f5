namespace XelaConnect.Reflections;

/// <summary>Writes a reflection.</summary>
[GenerateSerializer, Immutable, Alias("reflections.write.v1")]
public sealed record WriteReflection(
    [property: Id(0)] string OperationId, [property: Id(1)] string? Prompt, [property: Id(2)] string Content,
    [property: Id(3)] bool IsPublic) : ICommand;

/// <summary>Changes a reflection. Null leaves a field as it is; the prompt can be cleared.</summary>
[GenerateSerializer, Immutable, Alias("reflections.edit.v1")]
public sealed record EditReflection(
    [property: Id(0)] string OperationId, [property: Id(1)] string ReflectionId,
    [property: Id(2)] Profiles.Change<string>? Prompt = null, [property: Id(3)] string? Content = null,
    [property: Id(4)] bool? IsPublic = null) : ICommand;

/// <summary>Deletes a reflection.</summary>
[GenerateSerializer, Immutable, Alias("reflections.delete.v1")]
public sealed record DeleteReflection(
    [property: Id(0)] string OperationId, [property: Id(1)] string ReflectionId) : ICommand;

/// <summary>Erases texts by their seqs.</summary>
[GenerateSerializer, Immutable, Alias("reflections.forget-texts.v1")]
public sealed record ForgetTexts(
    [property: Id(0)] string OperationId, [property: Id(1)] ImmutableArray<long> Seqs) : ICommand;

/// <summary>Adds a reflection to the public list or removes it, as of a version of its author's journal.</summary>
[GenerateSerializer, Immutable, Alias("reflections.put-public.v1")]
public sealed record PutPublicReflection(
    [property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] string ReflectionId,
    [property: Id(3)] string UserId, [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] bool IsPublic) : ICommand;

/// <summary>Selects reflections whose prompt or content contains all words; null for all reflections.</summary>
[GenerateSerializer, Immutable, Alias("reflections.query.v1")]
public sealed record ReflectionQuery(
    [property: Id(0)] string? Words, [property: Id(1)] string? Cursor, [property: Id(2)] int Limit);

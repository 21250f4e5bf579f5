namespace XelaConnect.Reflections;

/// <summary>A reflection.</summary>
[GenerateSerializer, Immutable, Alias("reflections.view.v1")]
public sealed record ReflectionView(
    [property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] string? Prompt,
    [property: Id(3)] string Content, [property: Id(4)] bool IsPublic, [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] DateTimeOffset UpdatedAt);

/// <summary>The entry of a public reflection in the public list.</summary>
[GenerateSerializer, Immutable, Alias("reflections.public-place.v1")]
public sealed record PublicReflection(
    [property: Id(0)] string Id, [property: Id(1)] string UserId, [property: Id(2)] DateTimeOffset CreatedAt);

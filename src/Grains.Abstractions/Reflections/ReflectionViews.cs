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

/// <summary>The refusals of reflections.</summary>
public static class ReflectionFaults
{
    /// <summary>The reflection does not exist or is not visible to the user.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "reflection_not_found", "Reflection not found.");
    /// <summary>The user has the maximum number of reflections.</summary>
    public static readonly Fault Full = new(
        FaultKind.Conflict, "journal_full",
        "Your journal holds 10,000 reflections. Delete some before you write more.");
}

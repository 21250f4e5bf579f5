namespace XelaConnect.ApiHost.Reflections;

/// <summary>A reflection; a public one has its author's public profile.</summary>
internal record ReflectionJson(
    string Id, string UserId, string? Prompt, string Content, bool IsPublic,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PublicUserJson? User)
{
    public static ReflectionJson Of(ReflectionView r, PublicUserJson? user = null) =>
        new(r.Id, r.UserId, r.Prompt, r.Content, r.IsPublic, r.CreatedAt, r.UpdatedAt, user);
}

/// <summary>A page of reflections.</summary>
internal sealed record ReflectionsPageJson(IReadOnlyList<ReflectionJson> Reflections, string? NextCursor);
/// <summary>One reflection, with the same fields at the top level, where existing clients read them.</summary>
internal sealed record ReflectionFoundJson(ReflectionJson Reflection) : ReflectionJson(Reflection);
/// <summary>A reflection after a change, with the same fields at the top level.</summary>
internal sealed record ReflectionChangedJson(string Message, ReflectionJson Reflection) : ReflectionJson(Reflection);

/// <summary>Body of a new reflection.</summary>
internal sealed record WriteReflectionRequest(
    [property: Length(1, Limits.ReflectionContent)] string Content,
    [property: MaxLength(Limits.ReflectionPrompt)] string? Prompt = null,
    bool? IsPublic = null);

/// <summary>Body of a change; "" or null clears the prompt.</summary>
internal sealed record EditReflectionRequest(
    [property: MaxLength(Limits.ReflectionPrompt)] string? Prompt = null,
    [property: Length(1, Limits.ReflectionContent)] string? Content = null,
    bool? IsPublic = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReflectionsPageJson))]
[JsonSerializable(typeof(ReflectionFoundJson))]
[JsonSerializable(typeof(ReflectionChangedJson))]
[JsonSerializable(typeof(WriteReflectionRequest))]
[JsonSerializable(typeof(EditReflectionRequest))]
internal sealed partial class ReflectionsJson : JsonSerializerContext;

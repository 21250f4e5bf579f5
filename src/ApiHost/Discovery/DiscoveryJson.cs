using XelaConnect.ApiHost.Profiles;

namespace XelaConnect.ApiHost.Discovery;

/// <summary>A page of people, best first.</summary>
internal sealed record DiscoverPageJson(IReadOnlyList<DiscoveredPersonJson> People, string? NextCursor);

/// <summary>A discovered person; <paramref name="Reasons"/> is present only if the caller's plan has them.</summary>
internal sealed record DiscoveredPersonJson(
    PublicUserJson User,
    int CompatibilityScore,
    ImmutableArray<string> CommonInterests,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reasons)
{
    public static DiscoveredPersonJson Of(DiscoveredPerson person) =>
        new(PublicUserJson.Of(person.User), person.Score, person.CommonInterests, person.Reasons is { } reasons ? [.. reasons] : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscoverPageJson))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;

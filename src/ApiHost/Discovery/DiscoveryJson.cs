using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.Discovery;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Discovery;

/// <summary>A page of people (contract endpoint 17), best first.</summary>
internal sealed record DiscoverPageJson(IReadOnlyList<DiscoveredPersonJson> People, string? NextCursor);

/// <summary>Someone found. <paramref name="Reasons"/> only for whose plan has them.</summary>
internal sealed record DiscoveredPersonJson(
    PublicUserJson User,
    int CompatibilityScore,
    ImmutableArray<string> CommonInterests,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Reasons)
{
    /// <summary>The shape of a match and the person it is about.</summary>
    public static DiscoveredPersonJson Of(Match match, UserView user, bool withReasons) =>
        new(PublicUserJson.Of(user), match.Score, match.CommonInterests, withReasons ? [.. match.Reasons] : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscoverPageJson))]
internal sealed partial class DiscoveryJson : JsonSerializerContext;

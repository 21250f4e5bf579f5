using XelaConnect.Circles;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Http;

/// <summary>A request body for the OpenAPI document.</summary>
/// <param name="Body">The request; fields that are null are left out.</param>
internal sealed record RequestExample(object Body);

/// <summary>The length of a list's texts: 1 to <paramref name="most"/> characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemLengthAttribute(int most) : Attribute
{
    /// <summary>Most characters.</summary>
    public int Most { get; } = most;
}

/// <summary>A text that is one of a fixed set.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal class OneOfAttribute(params string[] values) : Attribute
{
    /// <summary>The set.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}

/// <summary>A category of circles.</summary>
internal sealed class CircleCategoryAttribute() : OneOfAttribute([.. CircleCategories.All]);

/// <summary>An identity badge; an empty text is none.</summary>
internal sealed class IdentityBadgeAttribute() : OneOfAttribute([.. IdentityBadges.All, ""]);

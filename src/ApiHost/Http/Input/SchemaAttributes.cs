namespace XelaConnect.ApiHost.Http;

/// <summary>The length of a list's texts in the OpenAPI document: 1 to <paramref name="max"/> characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemLengthAttribute(int max) : Attribute
{
    /// <summary>The maximum number of characters.</summary>
    public int Max { get; } = max;
}

/// <summary>A text that is one of a fixed set, in the OpenAPI document.</summary>
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

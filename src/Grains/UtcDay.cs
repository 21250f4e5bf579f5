namespace XelaConnect.Grains;

/// <summary>The days that quotas, feeds and growth count by (<c>docs/api/http.md</c>, "tiers").</summary>
internal static class UtcDay
{
    /// <summary>The day of a moment.</summary>
    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

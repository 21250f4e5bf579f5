namespace XelaConnect.Grains;

/// <summary>The days by which quotas, feeds and growth count (contract, "Tiers": per UTC day).</summary>
internal static class UtcDay
{
    /// <summary>The day of a moment.</summary>
    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

namespace XelaConnect.Discovery;

/// <summary>Why discovery refuses.</summary>
public static class DiscoveryFaults
{
    /// <summary>A filter, from someone whose plan has none.</summary>
    public static readonly Fault PremiumRequired = new(FaultKind.Forbidden, "premium_required", "Filters in discovery are part of Premium and Elite. Without them you can look at everyone.");

    /// <summary>The cursor is not one of discovery's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this list gave out.", "cursor");
}

namespace XelaConnect.Discovery;

/// <summary>The refusals of discovery.</summary>
public static class DiscoveryFaults
{
    /// <summary>The plan of the user has no filters.</summary>
    public static readonly Fault PremiumRequired = new(
        FaultKind.Forbidden, "premium_required",
        "Filters in discovery are part of Premium and Elite. Without them you can look at everyone.");

    /// <summary>The cursor is not one of this list.</summary>
    public static readonly Fault BadCursor =
        new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this list gave out.", "cursor");
}

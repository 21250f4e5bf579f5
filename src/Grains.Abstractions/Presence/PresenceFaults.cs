namespace XelaConnect.Presence;

/// <summary>The refusals of presence.</summary>
public static class PresenceFaults
{
    /// <summary>The user has the maximum number of open hub connections.</summary>
    public static readonly Fault TooManyConnections = new(
        FaultKind.TooMany, "too_many_connections",
        "You are connected from too many devices at once. Close one and try again.", null, 30);
}

namespace XelaConnect.Presence;

/// <summary>Every refusal of the presence slice.</summary>
public static class PresenceFaults
{
    /// <summary>The person has as many hub connections open as anyone may.</summary>
    public static readonly Fault TooManyConnections =
        new(FaultKind.TooMany, "too_many_connections", "You are connected from too many devices at once. Close one and try again.", null, 30);
}

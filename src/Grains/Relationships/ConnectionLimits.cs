namespace XelaConnect.Grains.Relationships;

/// <summary>Bounds on approaching strangers, from the settings under <c>Xela:Connections</c>.</summary>
/// <param name="RequestsPerDay">How many connection requests one person may send in 24 hours.</param>
public sealed record ConnectionLimits(int RequestsPerDay)
{
    /// <summary>What holds when nothing is set.</summary>
    public static readonly ConnectionLimits Default = new(50);
}

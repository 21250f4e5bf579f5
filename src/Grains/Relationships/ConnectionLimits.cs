namespace XelaConnect.Grains.Relationships;

/// <summary>Limits of connection requests, from the settings under <c>Xela:Connections</c>.</summary>
/// <param name="RequestsPerDay">The number of connection requests that a user may send in 24 hours.</param>
public sealed record ConnectionLimits(int RequestsPerDay)
{
    /// <summary>The limits without settings.</summary>
    public static readonly ConnectionLimits Default = new(50);
}

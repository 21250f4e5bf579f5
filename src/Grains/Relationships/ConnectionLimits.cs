namespace XelaConnect.Grains.Relationships;

/// <summary>Limits of connection requests (<c>Xela:Connections</c>), in 24 hours.</summary>
public sealed record ConnectionLimits(int RequestsPerDay)
{
    /// <summary>The limits without settings.</summary>
    public static readonly ConnectionLimits Default = new(50);
}

namespace XelaConnect;

/// <summary>Keys under which a <see cref="TimeProvider"/> is registered.</summary>
public static class Clocks
{
    /// <summary>For streaks, expiries and ids. <c>Xela:Clock:Offset</c> shifts it, never Orleans' clock.</summary>
    public const string Domain = "domain";
}

namespace XelaConnect;

/// <summary>Keys under which a <see cref="TimeProvider"/> is registered.</summary>
public static class Clocks
{
    /// <summary>
    /// The domain's clock: streaks, expiries and ids are worked out by it, and <c>Xela:Clock:Offset</c> shifts it. The registration without a key stays the
    /// system's clock, by which Orleans reckons the generations of silos: a silo whose clock is shifted may take itself for a dead one.
    /// </summary>
    public const string Domain = "domain";
}

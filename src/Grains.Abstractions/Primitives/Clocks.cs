namespace XelaConnect;

/// <summary>Keys under which a <see cref="TimeProvider"/> is registered.</summary>
public static class Clocks
{
    /// <summary>
    /// The domain's clock: streaks, expiries and ids are worked out by it, and <c>Xela:Clock:Offset</c> shifts it. The registration without a key stays the
    /// system's clock, by which Orleans' membership reckons: with a shifted one a silo now and then declares itself dead at its start.
    /// </summary>
    public const string Domain = "domain";
}

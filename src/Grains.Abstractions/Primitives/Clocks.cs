namespace XelaConnect;

/// <summary>Keys under which a <see cref="TimeProvider"/> is registered.</summary>
public static class Clocks
{
    /// <summary>
    /// The clock of the domain, for streaks, expiries and ids. <c>Xela:Clock:Offset</c> shifts it. The registration
    /// without a key is the system's clock, which Orleans' membership uses: with a shifted one a silo may declare
    /// itself dead at its start.
    /// </summary>
    public const string Domain = "domain";
}

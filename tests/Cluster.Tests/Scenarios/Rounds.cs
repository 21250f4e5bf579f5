using System.Globalization;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>How long a run is, and what it chooses.</summary>
internal static class Rounds
{
    /// <summary><c>ROUNDS</c> in the environment; once otherwise.</summary>
    public static readonly int Count = Setting("ROUNDS", 1);

    /// <summary><c>SEED</c> in the environment repeats a run's choices.</summary>
    public static readonly int Seed = Setting("SEED", Environment.TickCount & 0xFFFF);

    /// <summary><c>OUTAGE</c>: for how many seconds the database is away.</summary>
    public static readonly TimeSpan Outage = TimeSpan.FromSeconds(Setting("OUTAGE", Count > 1 ? 20 : 6));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}

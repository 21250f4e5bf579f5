using System.Globalization;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>How long a run is, and what it chooses.</summary>
internal static class Rounds
{
    /// <summary><c>ROUNDS</c> in the environment; once otherwise.</summary>
    public static readonly int Count = Setting("ROUNDS", 1);

    /// <summary>Without <c>ROUNDS</c>: one of each kind of disturbance, as CI has time for.</summary>
    public static readonly bool Short = Environment.GetEnvironmentVariable("ROUNDS") is not { Length: > 0 };

    /// <summary>The rows of a theory of which the short form runs the last alone.</summary>
    public static TheoryData<T> Rows<T>(params T[] rows) => [.. Short ? rows[^1..] : rows];

    /// <summary><c>SEED</c> in the environment repeats a run's choices.</summary>
    public static readonly int Seed = Setting("SEED", Environment.TickCount & 0xFFFF);

    /// <summary><c>OUTAGE</c>: for how many seconds the database is away.</summary>
    public static readonly TimeSpan Outage = TimeSpan.FromSeconds(Setting("OUTAGE", Count > 1 ? 20 : 6));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}

namespace XelaConnect.Standalone.Engine;

/// <summary>How long the engine waits; Orleans' own figures where it has them.</summary>
internal sealed record StandaloneOptions
{
    /// <summary>An activation that nobody called for so long ends (docs: host/configuration-guide/activation-collection).</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A call that has no answer by then fails with a <see cref="TimeoutException"/>; what it did is unknown (docs: implementation/messaging-delivery-guarantees).</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often both are looked at.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stop waits for grains to end.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The most news that wait for one subscriber; then the oldest is let go of (ADR 0019: news may be lost, nothing may stall).</summary>
    public int MostNewsWaiting { get; init; } = 10_000;
}

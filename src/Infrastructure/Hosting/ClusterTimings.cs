namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Short, so that the grains of a dead silo are available again within seconds (ADR 0020).</summary>
internal static class ClusterTimings
{
    /// <summary>How long a silo may stall unchecked. Shorter than the time after which it is declared dead.</summary>
    public static readonly TimeSpan MaxStall = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private const int MissedProbes = 3;

    /// <summary>
    /// After a suspension that is longer, other silos have taken over. A clock that is set by less does no harm.
    /// </summary>
    public static readonly TimeSpan MaxSuspension = ProbeTimeout * MissedProbes;
    /// <summary>After this time the outcome of a call counts as unknown. Repeating it is safe.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same for calls of Orleans itself, which respond at once. Around a restart at the address of a dead silo a
    /// response can be lost, which delays the removal of its grains from the directory by this time.
    /// </summary>
    private static readonly TimeSpan SystemCallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The probe timeout is fixed: Orleans would adapt it and detect a frozen silo after 24 to 27 s instead of 6. A row
    /// is stale after 15 s, so that a silo that died with all others blocks no joining one.
    /// </summary>
    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = options.MinProbeTimeout = options.MaxProbeTimeout = ProbeTimeout;
        options.NumMissedProbesLimit = MissedProbes;
        (options.IAmAliveTablePublishTimeout, options.NumMissedTableIAmAliveLimit) = (TimeSpan.FromSeconds(5), 3);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>After the drop timeout a vanished API host counts as disconnected.</summary>
    public static void Apply(SiloMessagingOptions options)
    {
        (options.ResponseTimeout, options.SystemResponseTimeout) = (CallTimeout, SystemCallTimeout);
        options.ClientDropTimeout = TimeSpan.FromSeconds(15);
    }

    public static void Apply(ClientMessagingOptions options) => options.ResponseTimeout = CallTimeout;
    public static void Apply(GatewayOptions options) => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5);
}

internal static class ClusterIdentity
{
    /// <summary>Part of stored keys of Orleans' providers: never changed.</summary>
    public const string ServiceId = "xelaconnect";
    /// <summary>Part of the rows of the membership table.</summary>
    private const string ClusterId = "xelaconnect";

    public static void Apply(ClusterOptions options) => (options.ServiceId, options.ClusterId) = (ServiceId, ClusterId);

    /// <summary>Clients must read the database's exceptions, as causes of those that report an outage.</summary>
    public static void Apply(ExceptionSerializationOptions options) => options.SupportedNamespacePrefixes.Add("Npgsql");
}

/// <summary>
/// When the gateway of a silo refuses the calls of API hosts, which become 503 with Retry-After. Calls between silos go
/// on, so that what was accepted is completed.
/// </summary>
internal static class Overload
{
    /// <summary>Of all processors, smoothed over seconds: a silo that is busy but keeps up stays below.</summary>
    private const int MaxCpuPercent = 98;
    /// <summary>Of the memory of the machine or the container. Idle activations are collected before.</summary>
    private const int MaxMemoryPercent = 92;

    public static void Apply(LoadSheddingOptions options) =>
        (options.LoadSheddingEnabled, options.CpuThreshold, options.MemoryThreshold) = (true, MaxCpuPercent, MaxMemoryPercent);
}

using Orleans.Configuration;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Timeouts of the cluster. Short, so that the grains of a dead silo are available again within seconds. A silo that
/// was declared dead by mistake ends and restarts, which costs little, since its state is in the journal (ADR 0020).
/// </summary>
internal static class ClusterTimings
{
    /// <summary>
    /// How long a silo may stall (stopped, swapped out, its machine asleep) and still respond without reading the
    /// membership table. Shorter than the time after which the others declare it dead (<see
    /// cref="Apply(ClusterMembershipOptions)"/>).
    /// </summary>
    public static readonly TimeSpan MaxStall = TimeSpan.FromSeconds(3);

    /// <summary>After this time the outcome of a call counts as unknown. Repeating it is safe.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same for calls of Orleans itself, e.g. to the grain directory, which respond at once. When a silo restarts
    /// at the address of a dead one, the others close their connections to the dead one ten seconds later, and a
    /// response on its way there is lost. A silo removes ended grains from the directory batch by batch, so one lost
    /// response delays all of them: this long, and not the 30 s of Orleans' default.
    /// </summary>
    private static readonly TimeSpan SystemCallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Three missed probes, two seconds apart. The probe timeout is fixed: Orleans would adapt it, up to four times as
    /// long, and detect a frozen or partitioned silo after 24 to 27 s instead of 6. A row in the table is stale after
    /// 15 s, so that a silo that died together with all others blocks no joining silo.
    /// </summary>
    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = options.MinProbeTimeout = options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        (options.IAmAliveTablePublishTimeout, options.NumMissedTableIAmAliveLimit) = (TimeSpan.FromSeconds(5), 3);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>Calls between silos. After the drop timeout a vanished API host counts as disconnected.</summary>
    public static void Apply(SiloMessagingOptions options)
    {
        (options.ResponseTimeout, options.SystemResponseTimeout) = (CallTimeout, SystemCallTimeout);
        options.ClientDropTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>Calls from API hosts.</summary>
    public static void Apply(ClientMessagingOptions options) => options.ResponseTimeout = CallTimeout;

    /// <summary>How soon an API host finds a new silo.</summary>
    public static void Apply(GatewayOptions options) => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5);
}

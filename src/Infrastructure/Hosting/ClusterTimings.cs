using Orleans.Configuration;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// How long the cluster waits for one of its own. Short, so that a dead silo's grains answer again within seconds; a silo that was taken for dead wrongly
/// ends and is started again, which costs little, since its state is in the journal (ADR 0020).
/// </summary>
internal static class ClusterTimings
{
    /// <summary>
    /// How long a silo may have stood still (stopped, swapped out, its machine asleep) and still answer without asking whether the others gave it up:
    /// shorter than <see cref="Apply(ClusterMembershipOptions)"/> lets them take to do that.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>A call that got no answer by then has an unknown outcome; whoever called is told so, and repeating it is safe.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same between the parts of the cluster itself, such as the directory of grains, whose answers take no time worth mentioning. When a silo is started
    /// again at the address of one that died, the others close what they had open to the dead one ten seconds later, and an answer that is on its way there is
    /// lost. A silo takes its ended grains out of the directory in one batch after the other, so that one lost answer holds back every grain that ended since:
    /// for this long, and not for the 30 s that are Orleans' own.
    /// </summary>
    private static readonly TimeSpan SystemCallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Three missed probes, two seconds apart. The probe timeout is fixed: Orleans would adapt it to what it observes, up to four times as long, and then a
    /// frozen or partitioned silo is noticed after 24 to 27 s instead of 6. A row in the table goes stale after 15 s, so that a silo that died with all others
    /// keeps nobody from joining.
    /// </summary>
    public static void Apply(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = options.MinProbeTimeout = options.MaxProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        (options.IAmAliveTablePublishTimeout, options.NumMissedTableIAmAliveLimit) = (TimeSpan.FromSeconds(5), 3);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
    }

    /// <summary>Calls between silos, and API hosts that went away: after this long what they watched is let go.</summary>
    public static void Apply(SiloMessagingOptions options)
    {
        (options.ResponseTimeout, options.SystemResponseTimeout) = (CallTimeout, SystemCallTimeout);
        options.ClientDropTimeout = TimeSpan.FromSeconds(15);
    }

    /// <summary>Calls from API hosts.</summary>
    public static void Apply(ClientMessagingOptions options) => options.ResponseTimeout = CallTimeout;

    /// <summary>How soon an API host learns of a new silo.</summary>
    public static void Apply(GatewayOptions options) => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5);
}

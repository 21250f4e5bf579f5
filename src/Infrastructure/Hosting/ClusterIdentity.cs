using Orleans.Configuration;
using Orleans.Serialization;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>How silos and API hosts know that they belong together.</summary>
internal static class ClusterIdentity
{
    /// <summary>In stored keys of Orleans' providers: never changed.</summary>
    public const string ServiceId = "xelaconnect";

    /// <summary>In the rows of the membership table.</summary>
    private const string ClusterId = "xelaconnect";

    /// <summary>Puts both into a silo's or client's options.</summary>
    public static void Apply(ClusterOptions options) => (options.ServiceId, options.ClusterId) = (ServiceId, ClusterId);

    /// <summary>
    /// The database's own exceptions travel too, inside those that say that something is unavailable: what cannot be written to the wire arrives as a bug.
    /// </summary>
    public static void Apply(ExceptionSerializationOptions options) => options.SupportedNamespacePrefixes.Add("Npgsql");
}

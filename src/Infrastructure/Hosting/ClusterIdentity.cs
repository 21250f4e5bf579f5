using Orleans.Configuration;
using Orleans.Serialization;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>The ids that silos and API hosts of a cluster share.</summary>
internal static class ClusterIdentity
{
    /// <summary>Part of stored keys of Orleans' providers: never changed.</summary>
    public const string ServiceId = "xelaconnect";

    /// <summary>Part of the rows of the membership table.</summary>
    private const string ClusterId = "xelaconnect";

    /// <summary>Sets both in the options of a silo or client.</summary>
    public static void Apply(ClusterOptions options) => (options.ServiceId, options.ClusterId) = (ServiceId, ClusterId);

    /// <summary>
    /// Sends exceptions of the database to clients, as causes of those that report an outage. Otherwise a client could
    /// not read the outer one.
    /// </summary>
    public static void Apply(ExceptionSerializationOptions options) => options.SupportedNamespacePrefixes.Add("Npgsql");
}

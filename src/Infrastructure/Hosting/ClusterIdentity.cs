namespace XelaConnect.Infrastructure.Hosting;

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

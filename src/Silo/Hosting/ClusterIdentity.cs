namespace XelaConnect.Silo.Hosting;

/// <summary>How silos and API hosts know that they belong together.</summary>
internal static partial class ClusterIdentity
{
    /// <summary>In stored keys of Orleans' providers: never changed.</summary>
    public const string ServiceId = "xelaconnect";
}

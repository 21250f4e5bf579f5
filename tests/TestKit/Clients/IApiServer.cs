namespace XelaConnect.TestKit.Clients;

/// <summary>Serves the API: a host with its own silo, a host of a cluster, or one in the test's process.</summary>
public interface IApiServer
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>A caller without a session.</summary>
    Caller Anonymous => new(this, null);
}

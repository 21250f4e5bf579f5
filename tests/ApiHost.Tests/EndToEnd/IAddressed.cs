namespace XelaConnect.ApiHost.Tests.EndToEnd;

/// <summary>Something that answers the API: a host on its own, or one of a cluster's.</summary>
internal interface IAddressed
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }

    /// <summary>Talks to it as nobody in particular.</summary>
    Caller Anonymous => new(this, null);
}

namespace XelaConnect.ApiHost.Http;

/// <summary>In a cluster, the host listens before it is connected: until then whoever needs a grain gets 503 and is told when to try again. So does, while the host ends, whoever wants a new live connection.</summary>
internal sealed class ClusterGate(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    /// <summary>Refuses, or runs the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        var live = path.StartsWithSegments("/hubs", StringComparison.Ordinal);
        var early = !lifetime.ApplicationStarted.IsCancellationRequested && (live || path.StartsWithSegments("/api", StringComparison.Ordinal));
        // A socket opened on a host that is ending would be cut at once; another host takes it.
        var late = live && lifetime.ApplicationStopping.IsCancellationRequested;
        return early || late ? FaultResponses.WriteAsync(http, HttpFaults.Unavailable) : next(http);
    }
}

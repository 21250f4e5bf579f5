namespace XelaConnect.ApiHost.Http;

/// <summary>In a cluster, the host listens before it is connected: until then whoever needs a grain gets 503 and is told when to try again.</summary>
internal sealed class ClusterGate(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    /// <summary>Refuses, or runs the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (lifetime.ApplicationStarted.IsCancellationRequested) return next(http);
        var path = http.Request.Path;
        return path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            ? FaultResponses.WriteAsync(http, HttpFaults.Unavailable)
            : next(http);
    }
}

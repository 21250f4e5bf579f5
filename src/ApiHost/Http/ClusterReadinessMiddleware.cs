namespace XelaConnect.ApiHost.Http;

/// <summary>
/// In a cluster, the host listens before it is connected: until then everything but <see cref="OperationalMetadata"/>s gets 503 with Retry-After. So does a new
/// live connection while the host ends.
/// </summary>
internal sealed class ClusterReadinessMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    /// <summary>Refuses, or runs the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var marks = http.GetEndpoint()?.Metadata;
        var early = !lifetime.ApplicationStarted.IsCancellationRequested && marks?.GetMetadata<OperationalMetadata>() is null;
        // A socket opened on a host that is ending would be cut at once; another host takes it.
        var late = lifetime.ApplicationStopping.IsCancellationRequested && marks?.GetMetadata<LiveMetadata>() is not null;
        return early || late ? FaultResponses.WriteAsync(http, HttpFaults.Unavailable) : next(http);
    }
}

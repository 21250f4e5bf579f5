namespace XelaConnect.ApiHost.Http;

/// <summary>
/// In cluster mode the host listens before it is connected: until then everything except <see
/// cref="OperationalMetadata"/> endpoints gets 503 with Retry-After. New live connections get the same while the host
/// drains.
/// </summary>
internal sealed class ClusterReadinessMiddleware(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    /// <summary>Refuses or runs the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        var isStarting = !lifetime.ApplicationStarted.IsCancellationRequested
            && metadata?.GetMetadata<OperationalMetadata>() is null;
        // A draining host would close a new connection at once; another host accepts it.
        var isDraining = lifetime.ApplicationStopping.IsCancellationRequested
            && metadata?.GetMetadata<LiveMetadata>() is not null;
        return isStarting || isDraining ? FaultResponses.WriteAsync(http, HttpFaults.Unavailable) : next(http);
    }
}

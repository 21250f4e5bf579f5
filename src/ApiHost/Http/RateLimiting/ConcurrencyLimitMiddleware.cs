using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Limits the requests in progress on this host, so that slow silos do not fill its memory. A few more wait in order;
/// those beyond get 503 with Retry-After.
/// </summary>
internal sealed class ConcurrencyLimitMiddleware(RequestDelegate next, ConcurrencyLimiter limiter)
{
    private static readonly Meter Meter = new("XelaConnect.Http");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>(
        "xela.http.concurrency_limited", "{request}", "Requests refused because the host had too many in progress.");

    public static ConcurrencyLimiter Limiter(HttpSettings settings) => new(new()
    {
        PermitLimit = settings.ConcurrentRequests,
        QueueLimit = settings.QueuedRequests,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    public Task InvokeAsync(HttpContext http) =>
        http.Has<OperationalMetadata>() || http.Has<LongRequestMetadata>() ? next(http) : LimitAsync(http);

    private async Task LimitAsync(HttpContext http)
    {
        using var lease = await limiter.AcquireAsync(1, http.RequestAborted);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }
        Refused.Add(1);
        await FaultResponses.WriteAsync(http, HttpFaults.Unavailable);
    }
}

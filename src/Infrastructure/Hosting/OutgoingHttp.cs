using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Limits the HTTP calls to other services: concurrency, time, response size, and a circuit breaker.</summary>
internal static class OutgoingHttp
{
    private const int MaxConcurrency = 64;

    /// <summary>
    /// Adds the limits to a client. A call beyond the concurrency limit is rejected at once; nothing is retried.
    /// Timeouts, transport failures and the statuses 408, 429 and 5xx count against the circuit breaker, and no other
    /// response does.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="timeout">How long a call may take, its response body included.</param>
    /// <param name="maxBody">The most bytes of a response body.</param>
    public static IHttpClientBuilder AddBounds(this IHttpClientBuilder client, TimeSpan timeout, int maxBody)
    {
        // Connections are replaced instead of handlers, so that a client may be kept and still follows a change of
        // address.
        client.UseSocketsHttpHandler(static (handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5));
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.AddResilienceHandler("bounds", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddConcurrencyLimiter(MaxConcurrency)
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = 10,
                    SamplingDuration = TimeSpan.FromSeconds(10),
                    BreakDuration = TimeSpan.FromSeconds(5),
                })
                .AddTimeout(timeout);
        });
        return client.AddHttpMessageHandler(() => new BufferedBody(maxBody));
    }

    /// <summary>
    /// Reads the body inside the pipeline. Otherwise its timeout, concurrency limit and circuit breaker would end with
    /// the response headers.
    /// </summary>
    private sealed class BufferedBody(int maxBytes) : DelegatingHandler
    {
        /// <inheritdoc/>
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            try
            {
                await response.Content.LoadIntoBufferAsync(maxBytes, cancellationToken);
                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }
}

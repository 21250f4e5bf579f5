using Microsoft.Extensions.Http.Resilience;

namespace XelaConnect.Infrastructure.Hosting;

internal static class OutgoingHttp
{
    private const int MaxConcurrency = 64;

    /// <summary>
    /// Limits concurrency, time and response size, and breaks the circuit on timeouts, transport failures and the
    /// statuses 408, 429 and 5xx. A call beyond the concurrency limit is rejected at once; nothing is retried.
    /// </summary>
    public static IHttpClientBuilder AddBounds(this IHttpClientBuilder client, TimeSpan timeout, int maxBody)
    {
        // The loggers of the factory keep all headers, and so the keys, in their structured state.
        client.RemoveAllLoggers();
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

    /// <summary>Reads the body inside the pipeline, whose limits would else end with the response headers.</summary>
    private sealed class BufferedBody(int maxBytes) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
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

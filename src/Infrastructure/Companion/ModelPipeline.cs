using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>
/// The resilience pipeline that a call of the model passes until its first piece: circuit breaker, then the time to the first piece, then
/// retries. It stands around the first piece and not around the HTTP request, because a response's headers come long before: a silence
/// after them is an outage, and a connection that breaks between them and the first piece may be tried again.
/// </summary>
internal static class ModelPipeline
{
    /// <summary>Its name.</summary>
    public const string Name = "model";

    private const int Retries = 2;

    /// <summary>Registers it.</summary>
    public static void AddModelPipeline(this IServiceCollection services, CompanionSettings settings) =>
        services.AddResiliencePipeline<string, ModelStream>(Name, (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<ModelStream>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(20),
                BreakDuration = TimeSpan.FromSeconds(10),
                ShouldHandle = static args => new(
                    args.Outcome is { Exception: TimeoutRejectedException } or { Result.Failure.IsOutage: true }),
            });
            pipeline.AddTimeout(settings.FirstToken);
            pipeline.AddRetry(new RetryStrategyOptions<ModelStream>
            {
                MaxRetryAttempts = Retries,
                Delay = TimeSpan.FromMilliseconds(250),
                BackoffType = DelayBackoffType.Linear,
                // A pause that the first piece cannot wait for would only keep the person waiting.
                ShouldHandle = args => new(
                    args.Outcome.Result?.Failure is { MayRetry: true } failure && !(failure.RetryAfter >= settings.FirstToken)),
                DelayGenerator = static args => new(args.Outcome.Result?.Failure?.RetryAfter),
            });
        });
}

using Polly.Retry;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>Resilience up to the first chunk, not of the request: silence after its headers is an outage.</summary>
internal static class ModelPipeline
{
    public const string Name = "model";
    private const int Retries = 2;

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
                // A pause longer than the timeout would only keep the person waiting.
                ShouldHandle = args => new(args.Outcome.Result?.Failure is { MayRetry: true } failure
                    && !(failure.RetryAfter >= settings.FirstToken)),
                DelayGenerator = static args => new(args.Outcome.Result?.Failure?.RetryAfter),
            });
        });
}

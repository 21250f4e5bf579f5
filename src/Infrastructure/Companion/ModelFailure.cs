using System.Net.Http.Headers;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>Why a model call failed. An outage counts for the breaker. The reason has no conversation text.</summary>
internal sealed record ModelFailure(
    string Reason, bool IsOutage = false, bool MayRetry = false, TimeSpan? RetryAfter = null,
    Exception? Exception = null)
{
    /// <summary>A status that the request itself may have caused is no outage.</summary>
    public static ModelFailure Of(ModelRefusal refusal, DateTimeOffset now)
    {
        var isTransient = refusal.Status is 408 or 429 or >= 500;
        // Key, address and model name are ours: while they are rejected, every request is.
        var isOutage = isTransient || refusal.Status is 401 or 403 or 404;
        return new ModelFailure($"status {refusal.Status}", isOutage, isTransient, PauseOf(refusal.RetryAfter, now));
    }

    public ModelFailedException ToException() => new(Reason, Exception);

    private static TimeSpan? PauseOf(string? retryAfter, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(retryAfter, out var header)) return null;
        var pause = header.Delta ?? header.Date - now;
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}

internal sealed record ModelRefusal(int Status, string Text, string? RetryAfter)
{
    /// <summary>OpenAI sends its code with 404, or with 403 where the key may not use the model; proxies send 400.</summary>
    public bool IsOfUnknownModel => Status is 400 or 403 or 404 && (
        Text.Contains("model_not_found", StringComparison.Ordinal)
        || (Text.Contains("model", StringComparison.OrdinalIgnoreCase)
            && (Status == 404 || Text.Contains("invalid model", StringComparison.OrdinalIgnoreCase)
                || Text.Contains("does not exist", StringComparison.OrdinalIgnoreCase))));
}

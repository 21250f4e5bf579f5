using System.Net.Http.Headers;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>Why a model call failed, and what follows from it.</summary>
/// <param name="Reason">The reason, for the log. Contains nothing of the conversation.</param>
/// <param name="IsOutage">Whether it counts for the circuit breaker: the provider or the connection failed.</param>
/// <param name="MayRetry">Whether the same request may succeed now.</param>
/// <param name="RetryAfter">The pause that the provider asks for, or null.</param>
/// <param name="Exception">The exception, if any.</param>
internal sealed record ModelFailure(
    string Reason,
    bool IsOutage = false,
    bool MayRetry = false,
    TimeSpan? RetryAfter = null,
    Exception? Exception = null)
{
    /// <summary>
    /// The failure of a rejected request. A status that the request itself may have caused is no outage.
    /// </summary>
    public static ModelFailure Of(ModelRefusal refusal, DateTimeOffset now)
    {
        var isTransient = refusal.Status is 408 or 429 or >= 500;
        // Key, address and model name are ours: while they are rejected, every request is.
        var isOutage = isTransient || refusal.Status is 401 or 403 or 404;
        return new ModelFailure($"status {refusal.Status}", isOutage, isTransient, PauseOf(refusal.RetryAfter, now));
    }

    /// <summary>The exception for callers.</summary>
    public ModelFailedException ToException() => new(Reason, Exception);

    private static TimeSpan? PauseOf(string? retryAfter, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(retryAfter, out var header)) return null;
        var pause = header.Delta ?? header.Date - now;
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}

/// <summary>The provider's rejection of a request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The beginning of the body.</param>
/// <param name="RetryAfter">The Retry-After header, if any.</param>
internal sealed record ModelRefusal(int Status, string Text, string? RetryAfter)
{
    /// <summary>How many characters of the body are read.</summary>
    public const int MaxTextLength = 2000;
}

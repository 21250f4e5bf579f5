using System.Net.Http.Headers;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>Why a call of the model gave no answer, and what follows from it.</summary>
/// <param name="Reason">The end of a sentence for the log; nothing of what was said is in it.</param>
/// <param name="IsOutage">Whether it counts against the circuit breaker: the other side or the way to it failed.</param>
/// <param name="MayRetry">Whether the same question may be answered now.</param>
/// <param name="RetryAfter">How long the other side asks to be left alone; null when it does not say.</param>
/// <param name="Exception">What was thrown, if anything.</param>
internal sealed record ModelFailure(
    string Reason, bool IsOutage = false, bool MayRetry = false, TimeSpan? RetryAfter = null, Exception? Exception = null)
{
    /// <summary>The failure that a refused request is. A status that the question itself may have caused is no outage.</summary>
    public static ModelFailure Of(ModelRefusal refusal, DateTimeOffset now)
    {
        var passes = refusal.Status is 408 or 429 or >= 500;
        // The key, the address and the name of the model are ours: while they are refused, every question is.
        var isOutage = passes || refusal.Status is 401 or 403 or 404;
        return new ModelFailure($"status {refusal.Status}", isOutage, passes, Pause(refusal.RetryAfter, now));
    }

    /// <summary>The exception that callers get.</summary>
    public ModelFailedException ToException() => new(Reason, Exception);

    private static TimeSpan? Pause(string? retryAfter, DateTimeOffset now)
    {
        if (!RetryConditionHeaderValue.TryParse(retryAfter, out var said)) return null;
        var pause = said.Delta ?? said.Date - now;
        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}

/// <summary>What the other side refused with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">The beginning of what it said.</param>
/// <param name="RetryAfter">When to come back, as it said it.</param>
internal sealed record ModelRefusal(int Status, string Text, string? RetryAfter)
{
    /// <summary>How much of what it says is read.</summary>
    public const int Longest = 2000;
}

namespace XelaConnect.Grains.Companion;

/// <summary>A token bucket in memory: a burst at once, then one token in each interval.</summary>
/// <param name="capacity">The size of the burst.</param>
/// <param name="interval">How long a token takes to refill.</param>
internal sealed class TokenBucket(int capacity, TimeSpan interval)
{
    private double tokens = capacity;
    private DateTimeOffset? at;

    /// <summary>Takes a token; false where there is none.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (at is { } before && now > before) tokens = Math.Min(capacity, tokens + ((now - before) / interval));
        at = now;
        if (tokens < 1) return false;
        tokens--;
        return true;
    }
}

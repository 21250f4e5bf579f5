namespace XelaConnect.Grains.Companion;

/// <summary>A token bucket in memory: a burst at once, then one token in each interval.</summary>
/// <param name="most">The size of the burst.</param>
/// <param name="interval">How long a token takes to refill.</param>
internal sealed class TokenBucket(int most, TimeSpan interval)
{
    private double left = most;
    private DateTimeOffset? at;

    /// <summary>Takes a token; false where there is none.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (at is { } before && now > before) left = Math.Min(most, left + ((now - before) / interval));
        at = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}

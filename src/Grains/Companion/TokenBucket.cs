namespace XelaConnect.Grains.Companion;

/// <summary>A token bucket in memory: a number at once, then one for each interval.</summary>
/// <param name="most">How many at once.</param>
/// <param name="interval">How long one takes to come back.</param>
internal sealed class TokenBucket(int most, TimeSpan interval)
{
    private double left = most;
    private DateTimeOffset? at;

    /// <summary>Takes one; false when there is none.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (at is { } before && now > before) left = Math.Min(most, left + ((now - before) / interval));
        at = now;
        if (left < 1) return false;
        left--;
        return true;
    }
}

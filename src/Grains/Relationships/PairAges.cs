namespace XelaConnect.Grains.Relationships;

/// <summary>
/// Whether the two of a pair may meet now. A birth date that is known is asked for once: its group changes by the
/// calendar only. An unknown one may be given at any time, so it is asked for again after a few seconds.
/// </summary>
internal sealed class PairAges(IGrainFactory grains, TimeProvider time, Func<Pair> pair)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private DateOnly? low, high;
    private DateTimeOffset? askedAt;

    public async ValueTask<bool> MayMeetAsync()
    {
        var now = time.GetUtcNow();
        if (askedAt is not { } at || ((low is null || high is null) && now - at >= MaxAge))
        {
            low = (await grains.User(pair().Low).GetAsync())?.BirthDate;
            high = (await grains.User(pair().High).GetAsync())?.BirthDate;
            askedAt = now;
        }
        return Ages.MayMeet(low, high, UtcDay.Of(now));
    }
}

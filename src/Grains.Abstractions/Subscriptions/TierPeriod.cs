namespace XelaConnect.Subscriptions;

/// <summary>A period on a tier other than free.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment after the period; null has no end.</param>
[GenerateSerializer, Immutable, Alias("wallet.tier-period.v1")]
public sealed record TierPeriod(
    [property: Id(0)] string Tier, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset? Until);

/// <summary>Finds the tier at a moment. Expiry is computed on read, so it needs no event.</summary>
public static class TierTimeline
{
    /// <summary>
    /// The tier at <paramref name="now"/> and when it ends (null: free, or without end). Periods are in order and do
    /// not overlap; adjacent periods of one tier count as one.
    /// </summary>
    public static (string Tier, DateTimeOffset? ExpiresAt) At(ImmutableArray<TierPeriod> periods, DateTimeOffset now)
    {
        for (var i = 0; i < periods.Length; i++)
        {
            if (now < periods[i].From || (periods[i].Until is { } until && now >= until)) continue;
            var last = i;
            while (last + 1 < periods.Length && periods[last + 1].Tier == periods[i].Tier && periods[last + 1].From == periods[last].Until) last++;
            return (periods[i].Tier, periods[last].Until);
        }
        return (Tiers.Free, null);
    }

    /// <summary>
    /// The next moment after <paramref name="now"/> at which the result of <see cref="At"/> may change; null: never.
    /// </summary>
    public static DateTimeOffset? NextChange(ImmutableArray<TierPeriod> periods, DateTimeOffset now)
    {
        DateTimeOffset? next = null;
        foreach (var period in periods)
            foreach (var edge in (DateTimeOffset?[])[period.From, period.Until])
                if (edge > now && (next is null || edge < next)) next = edge;
        return next;
    }
}

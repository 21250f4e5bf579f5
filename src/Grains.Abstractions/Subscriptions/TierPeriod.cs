namespace XelaConnect.Subscriptions;

/// <summary>A period on a tier other than free; without an end, <paramref name="Until"/> is null.</summary>
[GenerateSerializer, Immutable, Alias("wallet.tier-period.v1")]
public sealed record TierPeriod(
    [property: Id(0)] string Tier, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset? Until);

/// <summary>Finds the tier at a moment. Expiry is computed on read, so it needs no event.</summary>
public static class TierTimeline
{
    /// <summary>The tier and its end (null: free, or without end). Adjacent periods of one tier count as one.</summary>
    public static (string Tier, DateTimeOffset? ExpiresAt) At(ImmutableArray<TierPeriod> periods, DateTimeOffset now)
    {
        var (tier, until) = (Tiers.Free, (DateTimeOffset?)null);
        foreach (var next in periods)
        {
            var isCurrent = now >= next.From && !(now >= next.Until);
            if (isCurrent || (next.Tier == tier && next.From == until)) (tier, until) = (next.Tier, next.Until);
        }
        return (tier, until);
    }

    /// <summary>The next moment at which the result of <see cref="At"/> may change; null: never.</summary>
    public static DateTimeOffset? NextChange(ImmutableArray<TierPeriod> periods, DateTimeOffset now) =>
        periods.SelectMany(static p => (DateTimeOffset?[])[p.From, p.Until]).Min(edge => edge > now ? edge : null);
}

namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// Past and future of a user's tiers, a function of the events and grants in any order. The periods are the best tier
/// of each moment: in order, without overlaps, and without free.
/// </summary>
internal sealed record SubscriptionTimeline(ImmutableArray<PaidSpan> Paid, ImmutableArray<TierPeriod> Periods)
{
    public static SubscriptionTimeline Of(SubscriptionState subscription)
    {
        var paid = StoreEventReplay.Of(subscription).RemoveAll(static span => span.Start >= span.End);
        var sold = paid.Select(static span => new TierPeriod(span.Tier, span.Start, EndOf(span.End))).ToList();
        var elite = Best(sold.FindAll(static period => period.Tier == Tiers.Elite));
        return new SubscriptionTimeline(paid, Best([.. sold, .. GrantedTime.Of(subscription.Gifts.Values, elite)]));
    }

    /// <summary>Whether a store will renew any running period, whatever else covers the moment.</summary>
    public bool RenewsAt(DateTimeOffset now) => Paid.Any(span => span.Renews && span.Covers(now));

    /// <summary>Whether the current tier is paid, and every period of it is in its grace period.</summary>
    public bool InGraceAt(DateTimeOffset now)
    {
        var (tier, _) = TierTimeline.At(Periods, now);
        var carrying = Paid.Where(span => span.Tier == tier && span.Covers(now)).ToList();
        return carrying.Count > 0 && carrying.TrueForAll(span => now >= span.Until);
    }

    private static ImmutableArray<TierPeriod> Best(List<TierPeriod> all)
    {
        var edges = all.SelectMany(static p => (DateTimeOffset[])[p.From, p.Until ?? DateTimeOffset.MaxValue])
            .Distinct().Order().ToList();
        var best = new List<TierPeriod>();
        foreach (var (from, end) in edges.Zip(edges.Skip(1)))
        {
            var covering = all.FindAll(period => period.From <= from && !(period.Until <= from));
            if (covering.MaxBy(static period => Tiers.RankOf(period.Tier)) is not { } winner) continue;
            if (best.Count > 0 && best[^1].Tier == winner.Tier && best[^1].Until == from)
                best[^1] = best[^1] with { Until = EndOf(end) };
            else best.Add(new TierPeriod(winner.Tier, from, EndOf(end)));
        }
        return [.. best];
    }

    private static DateTimeOffset? EndOf(DateTimeOffset edge) => edge == DateTimeOffset.MaxValue ? null : edge;
}

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Places granted tiers on the calendar after the remaining time: paid time costs no granted day.</summary>
internal static class GrantedTime
{
    /// <summary>Months begin with the grant or the end of the one before; paid Elite in them extends them.</summary>
    public static IEnumerable<TierPeriod> Of(IEnumerable<TierGrant> gifts, ImmutableArray<TierPeriod> paidElite)
    {
        DateTimeOffset? before = DateTimeOffset.MinValue;
        foreach (var gift in gifts.OrderBy(static g => g.GivenAt).ThenBy(static g => g.GrantId, StringComparer.Ordinal))
        {
            if (gift.Months is not { } months)
            {
                yield return new TierPeriod(Tiers.LifetimeElite, gift.GivenAt, null);
                continue;
            }
            // Paid Elite without an end leaves no time for a grant.
            if (before is not { } free) continue;
            var from = Later(gift.GivenAt, free);
            before = EndOf(from, months, paidElite);
            yield return new TierPeriod(Tiers.Elite, from, before);
        }
    }

    private static DateTimeOffset? EndOf(DateTimeOffset from, int months, ImmutableArray<TierPeriod> paidElite)
    {
        var end = from.AddMonths(months);
        foreach (var paid in paidElite.Where(paid => !(paid.Until <= from)))
        {
            if (paid.From >= end) break;
            if (paid.Until is not { } until) return null;
            end += until - Later(paid.From, from);
        }
        return end;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

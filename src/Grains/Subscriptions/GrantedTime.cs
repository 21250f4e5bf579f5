using System.Collections.Immutable;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Where on the calendar gifts lie: added to what is left (contract, "Referral"), so nobody loses a day of one because they pay.</summary>
internal static class GrantedTime
{
    /// <summary>
    /// One stretch a gift. Months are calendar months and begin when the gift was given or the one before it ends, whichever is later; Elite that is paid
    /// within them puts their end off by as long.
    /// </summary>
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
            // Behind paid Elite without an end there is no time left that a gift could fill.
            if (before is not { } free) continue;
            var from = Later(gift.GivenAt, free);
            before = EndOf(from, months, paidElite);
            yield return new TierPeriod(Tiers.Elite, from, before);
        }
    }

    private static DateTimeOffset? EndOf(DateTimeOffset from, int months, ImmutableArray<TierPeriod> paidElite)
    {
        var end = from.AddMonths(months);
        foreach (var paid in paidElite)
        {
            if (paid.Until <= from) continue;
            if (paid.From >= end) break;
            if (paid.Until is not { } until) return null;
            end += until - Later(paid.From, from);
        }
        return end;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

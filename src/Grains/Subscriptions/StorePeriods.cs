namespace XelaConnect.Grains.Subscriptions;

/// <summary>An event about an unknown period changes no other: stores report on old periods late.</summary>
internal static class StorePeriods
{
    /// <summary>
    /// Of two periods that renew, the later one ends the earlier one where it begins, in whichever order they arrive.
    /// What was sold once neither ends another period nor is ended by one.
    /// </summary>
    public static void Begin(List<PaidSpan> line, StoreEvent happened)
    {
        if (happened.Tier is not (Tiers.Premium or Tiers.Elite)) return;
        var period = happened.From ?? happened.At;
        // Another product may take over within a period, whose time until then stays what it was.
        var from = happened.Kind == StoreEventKinds.Changed && happened.At > period ? happened.At : period;
        if (happened.Until <= from) return;
        var once = happened.Kind == StoreEventKinds.PaidOnce;
        var span = new PaidSpan(happened.Tier, from, happened.Until, Renews: !once && happened.Until is not null)
        {
            Period = period, Product = happened.Product, Transaction = happened.Transaction, IsOneTime = once,
        };

        bool IsSamePeriod(PaidSpan other) =>
            other.Period == period && other.IsForLife == span.IsForLife && IsOfProduct(other, happened);
        if (line.FindAll(IsSamePeriod).MaxBy(static s => s.From) is { } known)
        {
            // It may have come by a transfer, and be reported again only because it will renew after all: then a failed
            // payment is still open.
            var grace = known.Until == happened.Until ? known.GraceUntil : null;
            span = span with { HeldFrom = known.HeldFrom, GraceUntil = grace };
            if (happened.Kind != StoreEventKinds.Changed && known.Tier == span.Tier)
                span = span with { From = known.From };
            line.RemoveAll(s => IsSamePeriod(s) && s.From >= span.From);
        }
        for (var i = 0; !once && i < line.Count; i++)
        {
            var other = line[i];
            if (other.IsOneTime || !IsOfProduct(other, happened)) continue;
            if ((other.Period, other.From).CompareTo((span.Period, span.From)) < 0) line[i] = other.EndedBy(span.From);
            else span = span.EndedBy(other.From);
        }
        line.Add(span);
    }

    /// <summary>What was bought for life neither expires nor has a payment that fails; only a refund ends it.</summary>
    public static void Change(List<PaidSpan> line, StoreEvent happened, Func<PaidSpan, PaidSpan> change)
    {
        var isMeant = FindPeriod(line.FindAll(span => CanBe(span, happened)), happened);
        for (var i = 0; i < line.Count; i++)
        {
            if (!CanBe(line[i], happened) || !isMeant(line[i])) continue;
            if (!line[i].IsForLife || happened.Kind == StoreEventKinds.Refunded) line[i] = change(line[i]);
        }
    }

    /// <summary>By when it was bought, else transaction, else end; else the period that runs at the moment.</summary>
    private static Predicate<PaidSpan> FindPeriod(List<PaidSpan> line, StoreEvent happened)
    {
        var (from, until, transaction) = (happened.From, happened.Until, happened.Transaction);
        ReadOnlySpan<Predicate<PaidSpan>> ways =
        [
            span => span.Period == from,
            span => transaction is not null && span.Transaction == transaction,
            span => from is null && until is not null && span.Until == until
                && (transaction is null || span.Transaction is null),
        ];
        foreach (var way in ways)
            if (line.Exists(way)) return way;
        if (from is not null || transaction is not null || until is not null) return static _ => false;
        var running = line.Where(span => span.Covers(happened.At))
            .OrderBy(static span => span.IsForLife).ThenByDescending(static span => span.Period).FirstOrDefault();
        return span => span.Period == running?.Period && span.IsForLife == running.IsForLife;
    }

    /// <summary>The product tells a lifetime purchase from a subscription bought with it.</summary>
    private static bool CanBe(PaidSpan span, StoreEvent happened) =>
        IsOfProduct(span, happened) && (!span.IsForLife || AreSame(span.Product, happened.Product));

    /// <summary>Where the store gives a subscription no number, its product identifies it.</summary>
    private static bool IsOfProduct(PaidSpan span, StoreEvent happened) =>
        happened.Line.Length > 0 || AreSame(span.Product, happened.Product);

    /// <summary>Events of earlier versions name no product.</summary>
    private static bool AreSame(string? one, string? other) => one is null || other is null || one == other;
}

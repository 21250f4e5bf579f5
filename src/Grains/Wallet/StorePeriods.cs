using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>
/// Finds the period of a subscription that a store event is about, and changes that one. An event about a period that is unknown or over changes no other:
/// stores tell of old periods long after later ones have begun.
/// </summary>
internal static class StorePeriods
{
    /// <summary>
    /// Adds the period that was paid, in place of what was known of it. Of two periods that renew, the later one ends the earlier one where it begins,
    /// whichever was told first. What was sold once neither ends another one nor is ended by it.
    /// </summary>
    public static void Begin(List<PaidSpan> line, StoreEvent told)
    {
        if (told.Tier is not (Tiers.Premium or Tiers.Elite)) return;
        var period = told.From ?? told.At;
        // Another product may take over within a period, whose time until then stays what it was.
        var from = told.Kind == StoreEventKinds.Changed && told.At > period ? told.At : period;
        if (told.Until <= from) return;
        var once = told.Kind == StoreEventKinds.PaidOnce;
        var span = new PaidSpan(told.Tier, from, told.Until, Renews: !once && told.Until is not null)
        {
            Period = period, Product = told.Product, Transaction = told.Transaction, Once = once,
        };

        var known = line.FindAll(s => s.Period == period && s.IsForLife == span.IsForLife && IsOfProduct(s, told)).MaxBy(static s => s.From);
        if (known is not null)
        {
            // It may have come by a transfer, and be told anew only because it will renew after all: then a failed payment is still open.
            span = span with { HeldFrom = known.HeldFrom, GraceUntil = known.Until == told.Until ? known.GraceUntil : null };
            if (told.Kind != StoreEventKinds.Changed && known.Tier == span.Tier) span = span with { From = known.From };
            line.RemoveAll(s => s.Period == period && s.IsForLife == span.IsForLife && IsOfProduct(s, told) && s.From >= span.From);
        }
        for (var i = 0; !once && i < line.Count; i++)
        {
            var other = line[i];
            if (other.Once || !IsOfProduct(other, told)) continue;
            if ((other.Period, other.From).CompareTo((span.Period, span.From)) < 0) line[i] = other.EndedBy(span.From);
            else span = span.EndedBy(other.From);
        }
        line.Add(span);
    }

    /// <summary>Changes the period that an event is about, if it is known. What was bought for life neither expires nor has a payment that fails; only its money can go back.</summary>
    public static void Change(List<PaidSpan> line, StoreEvent told, Func<PaidSpan, StoreEvent, PaidSpan> change)
    {
        var about = About(line, told);
        for (var i = 0; i < line.Count; i++)
            if (about(line[i]) && (!line[i].IsForLife || told.Kind == StoreEventKinds.Refunded)) line[i] = change(line[i], told);
    }

    /// <summary>The period is named by when it was bought, else by its transaction, else by its end; an event that names none is about the one that runs at its moment.</summary>
    private static Predicate<PaidSpan> About(List<PaidSpan> line, StoreEvent told)
    {
        ReadOnlySpan<Predicate<PaidSpan>> ways =
        [
            span => span.Period == told.From,
            span => told.Transaction is { } transaction && span.Transaction == transaction,
            span => told.From is null && told.Until is { } until && span.Until == until && (told.Transaction is null || span.Transaction is null),
        ];
        foreach (var way in ways)
            if (line.Exists(span => way(span) && IsMeant(span, told))) return span => way(span) && IsMeant(span, told);
        if (told.From is not null || told.Transaction is not null || told.Until is not null) return static _ => false;
        var running = line.FindAll(span => span.Covers(told.At) && IsMeant(span, told)).OrderBy(static span => span.IsForLife).ThenByDescending(static span => span.Period).FirstOrDefault();
        return span => running is not null && span.Period == running.Period && span.IsForLife == running.IsForLife && IsMeant(span, told);
    }

    /// <summary>A product that is for life is told from a subscription that was bought with it.</summary>
    private static bool IsMeant(PaidSpan span, StoreEvent told) => IsOfProduct(span, told) && (!span.IsForLife || AreSame(span.Product, told.Product));

    /// <summary>Where the store gives a subscription no number, its product stands for it.</summary>
    private static bool IsOfProduct(PaidSpan span, StoreEvent told) => told.Line.Length > 0 || AreSame(span.Product, told.Product);

    /// <summary>Events of earlier versions name no product.</summary>
    private static bool AreSame(string? one, string? other) => one is null || other is null || one == other;
}

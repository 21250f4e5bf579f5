using System.Collections.Immutable;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>
/// Goes through what stores told in the order in which it happened, for everyone it is about, and so finds what each of them holds. It is the same walk
/// whoever asks; someone who knows less of others than they do still finds the same for themselves, since what can reach them was handed over to them.
/// </summary>
internal sealed class StoreHistory
{
    /// <summary>
    /// At the same moment: what ended goes before what begins, as at the seam of two periods; what happens to a period comes after it; and a transfer
    /// takes along all there is.
    /// </summary>
    private static readonly ImmutableArray<string> AtOneMoment =
    [
        StoreEventKinds.Expired, StoreEventKinds.Paid, StoreEventKinds.PaidOnce, StoreEventKinds.Changed,
        StoreEventKinds.BillingIssue, StoreEventKinds.Cancelled, StoreEventKinds.Refunded, StoreEventKinds.Transferred,
    ];

    private readonly Dictionary<string, Holder> holders = new(StringComparer.Ordinal);

    /// <summary>All that stores ever sold to a person or a transfer brought them.</summary>
    public static ImmutableArray<PaidSpan> Of(SubscriptionState subscription)
    {
        var history = new StoreHistory();
        var ordered = subscription.Told.Values
            .OrderBy(static e => e.At).ThenBy(static e => AtOneMoment.IndexOf(e.Kind)).ThenBy(static e => e.EventId, StringComparer.Ordinal).ThenBy(subscription.OwnerOf, StringComparer.Ordinal);
        foreach (var told in ordered) history.Tell(subscription.OwnerOf(told), told);
        return history.HolderOf(subscription.UserId).All;
    }

    private void Tell(string owner, StoreEvent told)
    {
        var holder = HolderOf(owner);
        var line = holder.LineOf(Line.Of(owner, told));
        switch (told.Kind)
        {
            case StoreEventKinds.Paid or StoreEventKinds.PaidOnce or StoreEventKinds.Changed:
                Begin(line, told);
                break;
            case StoreEventKinds.Cancelled:
                // Whichever period it was told of, nothing follows the last one.
                Change(line, told, static (span, e) => span with { Until = e.Until ?? span.Until });
                for (var i = 0; i < line.Count; i++) line[i] = line[i] with { Renews = false };
                break;
            case StoreEventKinds.BillingIssue:
                Change(line, told, static (span, e) => span with { GraceUntil = e.GraceUntil });
                break;
            case StoreEventKinds.Expired:
                End(line, told.Until < told.At ? told.Until.Value : told.At);
                break;
            case StoreEventKinds.Refunded:
                End(line, told.At);
                break;
            case StoreEventKinds.Transferred:
                Transfer(holder, told);
                break;
            default:
                // A later version knows what it means; here it means nothing.
                break;
        }
    }

    /// <summary>A period takes the place of the one that began at the same moment, and ends the ones that began before it.</summary>
    private static void Begin(List<PaidSpan> line, StoreEvent told)
    {
        if (told.Tier is not (Tiers.Premium or Tiers.Elite)) return;
        var from = told.From ?? told.At;
        var span = new PaidSpan(told.Tier, from, told.Until, Renews: told.Kind != StoreEventKinds.PaidOnce && told.Until is not null);
        if (line.Find(s => s.From == from) is { } before)
        {
            // It may have come by a transfer, and be told of anew only because it will renew after all: then a failed payment is still open.
            span = span with { HeldFrom = before.HeldFrom, GraceUntil = before.Until == told.Until ? before.GraceUntil : null };
            line.RemoveAll(s => s.From == from);
        }
        for (var i = 0; i < line.Count; i++)
            if (line[i].From < from) line[i] = line[i].EndedBy(from);
        line.Add(span);
    }

    /// <summary>Changes the period that an event is about: the one that began when it says, else the last one.</summary>
    private static void Change(List<PaidSpan> line, StoreEvent told, Func<PaidSpan, StoreEvent, PaidSpan> change)
    {
        if (line.Count == 0) return;
        var span = line.Find(s => s.From == told.From) ?? line.MaxBy(static s => s.From)!;
        line[line.IndexOf(span)] = change(span, told);
    }

    private static void End(List<PaidSpan> line, DateTimeOffset at)
    {
        for (var i = 0; i < line.Count; i++) line[i] = line[i].EndedBy(at);
    }

    /// <summary>All that the giver has goes on with the receiver from then on; what was before stays the giver's past, which nothing told later touches.</summary>
    private void Transfer(Holder giver, StoreEvent told)
    {
        foreach (var (key, line) in giver.Lines)
        {
            if (told.TransferredTo is { } receiver) HolderOf(receiver).LineOf(key).AddRange(line.Where(s => s.End > told.At).Select(s => s with { HeldFrom = told.At > s.HeldFrom ? told.At : s.HeldFrom }));
            giver.Past.AddRange(line.Select(s => s.EndedBy(told.At)));
        }
        giver.Lines.Clear();
    }

    private Holder HolderOf(string userId)
    {
        if (!holders.TryGetValue(userId, out var holder)) holders.Add(userId, holder = new Holder());
        return holder;
    }

    /// <summary>A subscription of a store. Its number is the same whoever holds it, so what is told after a transfer finds what was told before; where the store gives none, each owner has one of their own.</summary>
    private readonly record struct Line(string Owner, string Number)
    {
        public static Line Of(string owner, StoreEvent told) => told.Line.Length > 0 ? new("", told.Line) : new(owner, "");
    }

    private sealed class Holder
    {
        public Dictionary<Line, List<PaidSpan>> Lines { get; } = [];

        public List<PaidSpan> Past { get; } = [];

        public ImmutableArray<PaidSpan> All => [.. Past, .. Lines.Values.SelectMany(static line => line)];

        public List<PaidSpan> LineOf(Line key)
        {
            if (!Lines.TryGetValue(key, out var line)) Lines.Add(key, line = []);
            return line;
        }
    }
}

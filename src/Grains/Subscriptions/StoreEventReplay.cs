using System.Collections.Immutable;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// Goes through what stores told in the order in which it happened, for everyone it is about, and so finds what each of them holds. It is the same walk
/// whoever asks; someone who knows less of others than they do still finds the same for themselves, since what can reach them was handed over to them.
/// </summary>
internal sealed class StoreEventReplay
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
    private readonly Func<string, string> personBehind;

    private StoreEventReplay(Func<string, string> personBehind) => this.personBehind = personBehind;

    /// <summary>All that stores ever sold to a person or a transfer brought them.</summary>
    public static ImmutableArray<PaidSpan> Of(SubscriptionState subscription)
    {
        var personBehind = subscription.UserBehind();
        var history = new StoreEventReplay(personBehind);
        var ordered = subscription.StoreEvents.Values.Select(e => (Owner: personBehind(subscription.OwnerOf(e)), Id: subscription.OwnerOf(e), Event: e))
            .OrderBy(static e => e.Event.At).ThenBy(static e => AtOneMoment.IndexOf(e.Event.Kind))
            .ThenBy(static e => e.Event.EventId, StringComparer.Ordinal)
            .ThenBy(static e => e.Owner, StringComparer.Ordinal).ThenBy(static e => e.Id, StringComparer.Ordinal)
            // Several ids of one customer may have kept the same event.
            .DistinctBy(static e => (e.Owner, e.Event.EventId));
        foreach (var (owner, _, told) in ordered) history.Apply(owner, told);
        return history.HolderOf(subscription.UserId).All;
    }

    private void Apply(string owner, StoreEvent told)
    {
        var holder = HolderOf(owner);
        var line = holder.LineOf(Line.Of(owner, told));
        switch (told.Kind)
        {
            case StoreEventKinds.Paid or StoreEventKinds.PaidOnce or StoreEventKinds.Changed:
                StorePeriods.Begin(line, told);
                break;
            case StoreEventKinds.Cancelled:
                StorePeriods.Change(line, told, static (span, e) => span with { Until = e.Until ?? span.Until, Renews = false });
                break;
            case StoreEventKinds.BillingIssue:
                StorePeriods.Change(line, told, static (span, e) => span with { GraceUntil = e.GraceUntil });
                break;
            case StoreEventKinds.Expired:
                StorePeriods.Change(line, told, static (span, e) => span.EndedBy(e.Until < e.At ? e.Until.Value : e.At));
                break;
            case StoreEventKinds.Refunded:
                StorePeriods.Change(line, told, static (span, e) => span.EndedBy(e.At));
                break;
            case StoreEventKinds.Transferred:
                Transfer(holder, told);
                break;
            default:
                // A later version knows what it means; here it means nothing.
                break;
        }
    }

    /// <summary>All that the giver has goes on with the receiver from then on; what was before stays the giver's past, which nothing told later touches.</summary>
    private void Transfer(Holder giver, StoreEvent told)
    {
        var receiver = told.TransferredTo is { } id ? HolderOf(personBehind(id)) : null;
        if (receiver == giver) return;
        foreach (var (key, line) in giver.Lines)
        {
            receiver?.LineOf(key).AddRange(line.Where(s => s.End > told.At).Select(s => s with { HeldFrom = told.At > s.HeldFrom ? told.At : s.HeldFrom }));
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

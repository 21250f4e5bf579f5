namespace XelaConnect.Grains.Subscriptions;

/// <summary>Every event that can affect an owner is sent to it, so each owner finds the same periods.</summary>
internal sealed class StoreEventReplay(Func<string, string> userBehind)
{
    /// <summary>At the same moment: an end before a beginning, changes of a period after it, a transfer last.</summary>
    private static readonly ImmutableArray<string> OrderOfKinds =
    [
        StoreEventKinds.Expired, StoreEventKinds.Paid, StoreEventKinds.PaidOnce, StoreEventKinds.Changed,
        StoreEventKinds.BillingIssue, StoreEventKinds.Cancelled, StoreEventKinds.Refunded, StoreEventKinds.Transferred,
    ];

    private readonly Dictionary<string, Holder> holders = new(StringComparer.Ordinal);

    public static ImmutableArray<PaidSpan> Of(SubscriptionState subscription)
    {
        var userBehind = subscription.UserBehind();
        var history = new StoreEventReplay(userBehind);
        var ordered = subscription.StoreEvents.Values
            .Select(e => (Owner: userBehind(subscription.OwnerOf(e)), Id: subscription.OwnerOf(e), Event: e))
            .OrderBy(static e => e.Event.At).ThenBy(static e => OrderOfKinds.IndexOf(e.Event.Kind))
            .ThenBy(static e => e.Event.EventId, StringComparer.Ordinal)
            .ThenBy(static e => e.Owner, StringComparer.Ordinal).ThenBy(static e => e.Id, StringComparer.Ordinal)
            // Several ids of one customer may have the same event.
            .DistinctBy(static e => (e.Owner, e.Event.EventId));
        foreach (var (owner, _, happened) in ordered) history.Apply(owner, happened);
        return history.HolderOf(subscription.UserId).All;
    }

    private void Apply(string owner, StoreEvent happened)
    {
        var holder = HolderOf(owner);
        var line = holder.LineOf(Line.Of(owner, happened));
        Func<PaidSpan, PaidSpan>? change = happened.Kind switch
        {
            StoreEventKinds.Cancelled => span => span with { Until = happened.Until ?? span.Until, Renews = false },
            StoreEventKinds.BillingIssue => span => span with { GraceUntil = happened.GraceUntil },
            StoreEventKinds.Expired => span => span.EndedBy(
                happened.Until < happened.At ? happened.Until.Value : happened.At),
            StoreEventKinds.Refunded => span => span.EndedBy(happened.At),
            _ => null,
        };
        if (change is not null) StorePeriods.Change(line, happened, change);
        else if (happened.Kind == StoreEventKinds.Transferred) Transfer(holder, happened);
        else if (happened.Kind is StoreEventKinds.Paid or StoreEventKinds.PaidOnce or StoreEventKinds.Changed)
            StorePeriods.Begin(line, happened);
        // The kind of a later version has no effect here.
    }

    /// <summary>Moves periods to the receiver. Their past stays with the giver, whatever happens later.</summary>
    private void Transfer(Holder giver, StoreEvent happened)
    {
        var receiver = happened.TransferredTo is { } id ? HolderOf(userBehind(id)) : null;
        if (receiver == giver) return;
        var at = happened.At;
        foreach (var (key, line) in giver.Lines)
        {
            receiver?.LineOf(key).AddRange(line.Where(span => span.End > at)
                .Select(span => span with { HeldFrom = at > span.HeldFrom ? at : span.HeldFrom }));
            giver.Past.AddRange(line.Select(span => span.EndedBy(at)));
        }
        giver.Lines.Clear();
    }

    private Holder HolderOf(string userId)
    {
        if (!holders.TryGetValue(userId, out var holder)) holders.Add(userId, holder = new Holder());
        return holder;
    }

    /// <summary>Its number stays the same through transfers; without one, each owner has a line of their own.</summary>
    private readonly record struct Line(string Owner, string Number)
    {
        public static Line Of(string owner, StoreEvent happened) =>
            happened.Line.Length > 0 ? new("", happened.Line) : new(owner, "");
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

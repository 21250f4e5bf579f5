using System.Globalization;

namespace XelaConnect.Grains.Relationships;

/// <summary>The stored state lags a few seconds behind the cache, so that busy conversations cost few rows.</summary>
[GrainType("inbox"), Reentrant]
internal sealed class InboxGrain(
    Journal<InboxState, InboxEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<InboxState, InboxEvent>(journal), IInboxGrain
{
    /// <summary>For a reader further behind, reading the lists is faster than the changes.</summary>
    public const int MaxLag = 5_000;
    /// <summary>A reader of a forgotten one may see moved conversations twice, but misses none.</summary>
    private const int MaxListings = 8;

    private static readonly Comparer<ConversationView> ByPosition =
        Comparer<ConversationView>.Create(static (a, b) => PositionOf(a).CompareTo(PositionOf(b)));

    private readonly Dictionary<string, ConversationView> current = new(StringComparer.Ordinal);
    private readonly SortedSet<ConversationView> sorted = new(ByPosition);
    private readonly Queue<InboxListing> listings = new();
    private long lastListing;
    private long unread;

    protected override bool IsInUse => current.Count > 0;

    public Task<Outcome<InboxPage>> ListAsync(string? cursor, int limit) => Task.FromResult(List(cursor, limit));

    public Task CacheAsync(ConversationView conversation)
    {
        Apply(conversation);
        return Task.CompletedTask;
    }

    public Task<Outcome<Done>> PutAsync(PutConversation command) => Handle(command, InboxRules.Put);

    public async Task<InboxChanges> ChangesAsync(long afterSeq, int limit)
    {
        await StoreCachedAsync();
        var last = Journal.SeqOf();
        if (afterSeq > last || last - afterSeq > MaxLag) return new InboxChanges([], last, More: false, TooFar: true);
        // Rows committed after `last` was read belong to the next call.
        var rows = (await Journal.ReadAfterAsync(0, afterSeq, limit)).Where(r => r.Seq <= last).ToList();
        var upTo = rows.Count == 0 ? afterSeq : rows[^1].Seq;
        return new InboxChanges(
            [.. rows.Select(static r => ChangeOf((ConversationMoved)r.Event, r.At))], upTo, More: upTo < last, TooFar: false);
    }

    public Task<long> SeqBeforeAsync(DateTimeOffset time) => Journal.SeqBeforeAsync(time);

    protected override void OnOpened()
    {
        foreach (var conversation in Committed.Conversations.Values) Apply(conversation);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<InboxEvent>> events)
    {
        foreach (var envelope in events)
            if (envelope.Event is ConversationMoved e) Apply(e.Conversation);
    }

    private Outcome<InboxPage> List(string? cursor, int limit)
    {
        InboxCursor? since = null;
        if (cursor is not null && !InboxCursor.TryParse(cursor, out since)) return Page.BadCursor;
        var listing = since is { Listing: not null } known ? ListingOf(known) : null;
        // A forgotten listing starts again with everything that moved.
        var examined = listing is not null && listing.Id == since!.Value.Listing ? since.Value.Moved : 0;
        TimeCursor? position = since?.Position;
        var page = new List<ConversationView>();
        foreach (var (next, id) in listing?.MovedSince(examined, position) ?? [])
        {
            if (page.Count == limit) break;
            examined = next;
            if (id is not null && current.TryGetValue(id, out var moved) && !moved.IsHidden) page.Add(moved);
        }
        page.Sort(ByPosition);
        var more = examined < (listing?.Count ?? 0);
        foreach (var conversation in After(position))
        {
            if (page.Count == limit)
            {
                more = true;
                break;
            }
            page.Add(conversation);
            position = PositionOf(conversation);
        }
        if (!more || position is not { } shownTo) return new InboxPage([.. page], null, unread);
        listing ??= BeginListing(PositionOf(sorted.Min!));
        return new InboxPage([.. page], new InboxCursor(listing.Id, examined, listing.Top, shownTo).ToString(), unread);
    }

    /// <summary>So that the journal's seq covers everything up to now.</summary>
    private async Task StoreCachedAsync() => await Task.WhenAll(current.Values
        .Where(c => !Committed.Conversations.TryGetValue(c.Id, out var stored) || stored.Version < c.Version)
        .Select(c => PutAsync(new PutConversation(string.Create(CultureInfo.InvariantCulture, $"{c.Id}/{c.Version}"), c)))
        .ToList());

    private void Apply(ConversationView conversation)
    {
        if (current.TryGetValue(conversation.Id, out var before))
        {
            if (before.Version >= conversation.Version) return;
            if (!before.IsHidden)
            {
                sorted.Remove(before);
                if (conversation.IsHidden)
                    foreach (var listing in listings) listing.Remove(conversation.Id, PositionOf(before));
                unread -= before.Unread;
            }
        }
        current[conversation.Id] = conversation;
        if (conversation.IsHidden) return;
        TimeCursor? from = before is { IsHidden: false } ? PositionOf(before) : null;
        foreach (var listing in listings) listing.Add(conversation.Id, from, PositionOf(conversation));
        sorted.Add(conversation);
        unread += conversation.Unread;
    }

    private InboxListing BeginListing(TimeCursor top)
    {
        // Ids must not repeat those of earlier activations, which clients may still hold in cursors.
        lastListing = Math.Max(lastListing + 1, time.GetUtcNow().UtcTicks);
        var listing = new InboxListing(lastListing, top);
        listings.Enqueue(listing);
        if (listings.Count > MaxListings) listings.Dequeue();
        return listing;
    }

    /// <summary>A forgotten one becomes a new one in which everything before its top has moved.</summary>
    private InboxListing ListingOf(InboxCursor cursor)
    {
        var known = listings.FirstOrDefault(l => l.Id == cursor.Listing && l.Top == cursor.Top && l.Count >= cursor.Moved);
        if (known is not null) return known;
        var listing = BeginListing(cursor.Top);
        foreach (var conversation in sorted.TakeWhile(c => PositionOf(c) < cursor.Top).Reverse())
            listing.Add(conversation.Id, from: null, PositionOf(conversation));
        return listing;
    }

    private IEnumerable<ConversationView> After(TimeCursor? position)
    {
        if (position is not { } after || sorted.Count == 0) return sorted;
        var last = sorted.Max!;
        var from = new ConversationView(after.Id, "", after.At, null, 0, 0, 0, IsHidden: false, 0);
        if (PositionOf(from) > PositionOf(last)) return [];
        return sorted.GetViewBetween(from, last).SkipWhile(c => PositionOf(c) <= after);
    }

    private static InboxChange ChangeOf(ConversationMoved moved, DateTimeOffset at) =>
        new(moved.Conversation, moved.AfterSeq, moved.AfterRead, moved.AfterOtherRead, at);

    private static TimeCursor PositionOf(ConversationView conversation) => new(conversation.LastAt, conversation.Id);
}

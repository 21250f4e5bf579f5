using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>
/// What conversations durably told it, with what they said since laid over it: durable news is a moment old, so that a busy conversation costs an inbox one row
/// and not one for each message, and lists are never behind.
/// </summary>
[GrainType("inbox"), Reentrant]
internal sealed class InboxGrain(Journal<InboxState, InboxEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<InboxState, InboxEvent>(journal), IInboxGrain
{
    /// <summary>Whoever was away for more steps than this begins anew: reading them would take longer than the lists do.</summary>
    private const long FarthestBack = 5000;

    /// <summary>How many read page by page at once; whoever began before them may be shown again what has moved, and misses nothing.</summary>
    private const int MaxListings = 8;

    private readonly Dictionary<string, ConversationView> current = new(StringComparer.Ordinal);
    private readonly SortedSet<ConversationView> sorted = new(Comparer<ConversationView>.Create(static (a, b) => PositionOf(a).CompareTo(PositionOf(b))));
    private readonly Queue<InboxListing> listings = new();
    private long lastListing;
    private long unread;

    /// <inheritdoc/>
    protected override bool IsInUse => current.Count > 0;

    public Task<Outcome<InboxPage>> ListAsync(string? cursor, int limit)
    {
        InboxCursor? since = null;
        if (cursor is not null && !InboxCursor.TryParse(cursor, out since)) return Task.FromResult<Outcome<InboxPage>>(ConversationFaults.BadCursor);
        var reading = since is { Listing: not null } known ? ListingOf(known) : null;
        // A reading that was forgotten begins anew, with all that moved.
        var looked = reading is not null && reading.Id == since!.Value.Listing ? since.Value.Moved : 0;
        TimeCursor? place = since?.Position;
        var page = new List<ConversationView>();
        foreach (var (next, id) in reading?.MovedSince(looked, place) ?? [])
        {
            if (page.Count == limit) break;
            looked = next;
            if (id is not null && current.TryGetValue(id, out var moved) && !moved.IsHidden) page.Add(moved);
        }
        page.Sort(static (a, b) => PositionOf(a).CompareTo(PositionOf(b)));
        var more = looked < (reading?.Count ?? 0);
        foreach (var conversation in From(place))
        {
            if (page.Count == limit)
            {
                more = true;
                break;
            }
            page.Add(conversation);
            place = PositionOf(conversation);
        }
        if (!more || place is not { } shownTo) return Task.FromResult<Outcome<InboxPage>>(new InboxPage([.. page], null, unread));
        reading ??= Begin(PositionOf(sorted.Min!));
        return Task.FromResult<Outcome<InboxPage>>(new InboxPage([.. page], new InboxCursor(reading.Id, looked, reading.Top, shownTo).ToString(), unread));
    }

    public Task CacheAsync(ConversationView conversation)
    {
        Take(conversation);
        return Task.CompletedTask;
    }

    public Task<Outcome<Done>> PutAsync(PutConversation command) => Handle(command, InboxRules.Put);

    public async Task<InboxChanges> ChangesAsync(long afterSeq, int limit)
    {
        await CatchUpAsync();
        var last = Journal.SeqOf();
        if (afterSeq > last || last - afterSeq > FarthestBack) return new InboxChanges([], last, More: false, TooFar: true);
        var rows = await Journal.ReadAfterAsync(0, afterSeq, limit);
        // What was committed while reading is told the next time.
        var steps = rows.Where(r => r.Seq <= last).Select(static r => (r.Seq, r.At, Moved: (ConversationMoved)r.Event)).ToList();
        var upTo = steps.Count == 0 ? afterSeq : steps[^1].Seq;
        return new InboxChanges(
            [.. steps.Select(static s => new InboxChange(s.Moved.Conversation, s.Moved.AfterSeq, s.Moved.AfterRead, s.Moved.AfterOtherRead, s.At))],
            upTo, More: upTo < last, TooFar: false);
    }

    protected override void OnOpened()
    {
        foreach (var conversation in Committed.Conversations.Values) Take(conversation);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<InboxEvent>> events)
    {
        foreach (var recorded in events)
            if (recorded.Event is ConversationMoved e) Take(e.Conversation);
    }

    /// <summary>Writes down what is only noted, so that a place in the history stands for everything up to now.</summary>
    private Task CatchUpAsync()
    {
        var behind = current.Values.Where(c => !Committed.Conversations.TryGetValue(c.Id, out var stored) || stored.Version < c.Version).ToList();
        return behind.Count == 0 ? Task.CompletedTask
            : Task.WhenAll(behind.Select(c => PutAsync(new PutConversation(string.Create(CultureInfo.InvariantCulture, $"{c.Id}/{c.Version}"), c))));
    }

    private void Take(ConversationView conversation)
    {
        if (current.TryGetValue(conversation.Id, out var before))
        {
            if (before.Version >= conversation.Version) return;
            if (!before.IsHidden)
            {
                sorted.Remove(before);
                if (conversation.IsHidden)
                    foreach (var reading in listings) reading.Remove(conversation.Id, PositionOf(before));
                unread -= before.Unread;
            }
        }
        current[conversation.Id] = conversation;
        if (conversation.IsHidden) return;
        foreach (var reading in listings) reading.Add(conversation.Id, before is { IsHidden: false } ? PositionOf(before) : null, PositionOf(conversation));
        sorted.Add(conversation);
        unread += conversation.Unread;
    }

    private InboxListing Begin(TimeCursor top)
    {
        // Never one of an earlier activation's, of which cursors may still be under way.
        lastListing = Math.Max(lastListing + 1, time.GetUtcNow().UtcTicks);
        var reading = new InboxListing(lastListing, top);
        listings.Enqueue(reading);
        if (listings.Count > MaxListings) listings.Dequeue();
        return reading;
    }

    /// <summary>The reading of a cursor; where it was forgotten, one that knows everything before its top as moved.</summary>
    private InboxListing ListingOf(InboxCursor cursor)
    {
        if (listings.FirstOrDefault(r => r.Id == cursor.Listing && r.Top == cursor.Top && r.Count >= cursor.Moved) is { } known) return known;
        var reading = Begin(cursor.Top);
        foreach (var conversation in sorted.TakeWhile(c => PositionOf(c) < cursor.Top).Reverse()) reading.Add(conversation.Id, from: null, PositionOf(conversation));
        return reading;
    }

    private IEnumerable<ConversationView> From(TimeCursor? after)
    {
        if (after is not { } place || sorted.Count == 0) return sorted;
        var last = sorted.Max!;
        var from = new ConversationView(place.Id, "", place.At, null, 0, 0, 0, IsHidden: false, 0);
        if (PositionOf(from) > PositionOf(last)) return [];
        return sorted.GetViewBetween(from, last).SkipWhile(c => PositionOf(c) <= place);
    }

    private static TimeCursor PositionOf(ConversationView conversation) => new(conversation.LastAt, conversation.Id);
}

using System.Collections.Immutable;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Live;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.Companion;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Sync;

/// <summary>
/// Everything a person missed, from the histories of their own grains and of their circles (contract §3 "Conversations", "sync"). Each of them is read from a
/// place on, so nothing is missed and nothing comes twice, whatever the clocks say.
/// </summary>
internal static class SyncReader
{
    /// <summary>How many changes of one kind are read at a time.</summary>
    private const int ChangesAtATime = 200;
    private const int MessagesAtATime = 100;
    private const int ActivitiesAtATime = 100;

    /// <summary>Circles beyond these are left to <c>WatchCircle</c>: they would not fit into a cursor.</summary>
    private const int MaxCircles = 250;

    /// <summary>Where the person is now. Taken before a client reads its lists, so that whatever happens meanwhile is told by the next answer.</summary>
    public static async Task<SyncCursor> NowAsync(IGrainFactory grains, string userId, bool circles)
    {
        var inbox = grains.Inbox(userId).ChangesAsync(long.MaxValue, 1);
        var contacts = grains.Contacts(userId).ChangesAsync(long.MaxValue, 1);
        var feed = grains.Feed(userId).ChangesAsync(long.MaxValue);
        var xela = circles ? (await grains.Companion(userId).ChangesAsync(long.MaxValue, 1)).Seq : (long?)null;
        var pulses = ImmutableDictionary.CreateBuilder<ulong, CirclePosition>();
        if (circles)
        {
            var ids = await CirclesOfAsync(grains, userId);
            var seqs = await Task.WhenAll(ids.Select(id => grains.Circle(id).VersionsAsync()));
            for (var i = 0; i < ids.Length; i++) pulses[SyncCursor.NameOf(ids[i])] = new(seqs[i].Seq, seqs[i].Version);
        }
        return new SyncCursor((await inbox).Seq, (await contacts).Seq, (await feed).Seq, xela, pulses.ToImmutable());
    }

    /// <summary>What happened after a place; without one, or from one too far back, where to begin.</summary>
    public static async Task<SyncJson> ReadAsync(IGrainFactory grains, string userId, SyncCursor? since, bool circles = true)
    {
        if (since is null) return SyncJson.Fresh(await NowAsync(grains, userId, circles));
        var inbox = await grains.Inbox(userId).ChangesAsync(since.Inbox, ChangesAtATime);
        var contacts = await grains.Contacts(userId).ChangesAsync(since.Contacts, ChangesAtATime);
        var feed = await grains.Feed(userId).ChangesAsync(since.Feed);
        var xela = await grains.Companion(userId).ChangesAsync(since.Xela ?? long.MaxValue, MessagesAtATime);
        // A place that is not there yet is from another world, e.g. a restored backup.
        if (inbox.TooFar || since.Contacts > contacts.Seq || since.Feed > feed.Seq || since.Xela > xela.Seq) return SyncJson.Fresh(await NowAsync(grains, userId, circles));

        var events = new List<SyncEventJson>();
        await AddMessagesAsync(events, grains, userId, inbox.Changes);
        events.AddRange(contacts.Connections.Select(c => new SyncEventJson(LiveEvents.Connection, c.ChangedAt, ConnectionJson.Of(c.Connection))));
        events.AddRange(feed.Items.Select(a => new SyncEventJson(LiveEvents.Activity, a.CreatedAt, ActivityJson.Of(a))));
        if (!feed.Read.IsDefault) events.AddRange(feed.Read.Select(r => new SyncEventJson(LiveEvents.ActivityRead, r.At, new ActivityReadMessage(r.Id))));
        events.AddRange(xela.Messages.Select(m => new SyncEventJson(LiveEvents.Message, m.Timestamp, MessageMessage.Of(Xela.ConversationOf(userId), userId, m))));
        var (seqs, moreInCircles) = circles ? await AddCirclesAsync(events, grains, userId, since.Circles) : (since.Circles, false);
        var next = new SyncCursor(inbox.Seq, contacts.Seq, feed.Seq, xela.Seq, seqs);
        return new SyncJson(Ordered(events), next.ToString(), inbox.More || contacts.More || xela.More || moreInCircles, FreshStart: false);
    }

    private static async Task AddMessagesAsync(List<SyncEventJson> events, IGrainFactory grains, string userId, ImmutableArray<InboxChange> steps)
    {
        foreach (var conversation in steps.GroupBy(static s => s.Conversation.Id, StringComparer.Ordinal))
        {
            var (first, last) = (conversation.First(), conversation.Last());
            if (last.Conversation.IsHidden) continue;
            var grain = grains.Conversation(Pair.Of(userId, last.Conversation.OtherId).Key);
            for (var after = first.AfterSeq; after < last.Conversation.LastSeq;)
            {
                var history = await grain.HistoryAsync(userId, after, null, MessagesAtATime);
                if (!history.IsOk || history.Value.IsEmpty) break;
                foreach (var message in history.Value)
                    if (message.Seq <= last.Conversation.LastSeq) events.Add(new SyncEventJson(LiveEvents.Message, message.Timestamp, MessageMessage.Of(last.Conversation.Id, message)));
                after = history.Value[^1].Seq;
            }
            foreach (var step in conversation)
            {
                if (step.Conversation.ReadUpTo > step.AfterRead) events.Add(Read(step, userId, step.Conversation.ReadUpTo));
                if (step.Conversation.OtherReadUpTo > step.AfterOtherRead) events.Add(Read(step, step.Conversation.OtherId, step.Conversation.OtherReadUpTo));
            }
        }
    }

    private static SyncEventJson Read(InboxChange step, string userId, long upTo) =>
        new(LiveEvents.MessageRead, step.At, new MessageReadMessage(step.Conversation.Id, userId, upTo));

    private static async Task<(IReadOnlyDictionary<ulong, CirclePosition> Seqs, bool More)> AddCirclesAsync(
        List<SyncEventJson> events, IGrainFactory grains, string userId, IReadOnlyDictionary<ulong, CirclePosition> since)
    {
        var seqs = ImmutableDictionary.CreateBuilder<ulong, CirclePosition>();
        var more = false;
        foreach (var circleId in await CirclesOfAsync(grains, userId))
        {
            var name = SyncCursor.NameOf(circleId);
            var known = since.TryGetValue(name, out var place);
            // A circle joined since has no place in the cursor: it begins with what everyone is shown of it first.
            var after = known ? place.Seq : Math.Max(0, (await grains.Circle(circleId).VersionsAsync()).Seq - ActivitiesAtATime);
            var missed = await grains.Circle(circleId).WatchAsync(userId, after, ActivitiesAtATime);
            if (!missed.IsOk) continue;
            events.AddRange(missed.Value.Missed.Select(a => new SyncEventJson(LiveEvents.CircleActivity, a.Timestamp, CircleActivityMessage.Of(circleId, a))));
            more |= missed.Value.More;
            var version = missed.Value.Version;
            if (place.Version < version)
            {
                var removed = await grains.Circle(circleId).RemovedSinceAsync(place.Version.Value, ActivitiesAtATime);
                // Later posts come with the mark that they are taken back.
                events.AddRange(removed.Posts.Where(p => p.Seq <= after).Select(p => new SyncEventJson(LiveEvents.CircleActivityRemoved, p.At, new CircleActivityRemovedMessage(circleId, p.Seq))));
                (version, more) = (removed.Version, more || removed.More);
            }
            seqs[name] = new(missed.Value.More ? missed.Value.Missed[^1].Seq : missed.Value.Seq, version);
        }
        return (seqs.ToImmutable(), more);
    }

    private static async Task<ImmutableArray<string>> CirclesOfAsync(IGrainFactory grains, string userId) =>
        await grains.User(userId).GetAsync() is { } user ? [.. user.CirclesJoined.Take(MaxCircles)] : [];

    /// <summary>By time, but never against the order within one history: a clock may have been set back.</summary>
    private static SyncEventJson[] Ordered(List<SyncEventJson> events)
    {
        var latest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        return [.. events.Select(e =>
        {
            var place = e.At;
            if (latest.TryGetValue(e.History, out var before) && before > place) place = before;
            latest[e.History] = place;
            return (e, place);
        }).OrderBy(static p => p.place).Select(static p => p.e)];
    }
}

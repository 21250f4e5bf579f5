namespace XelaConnect.ApiHost.Sync;

/// <summary>
/// Reads the events that a client missed from the histories of the user's grains and circles. Each history is read from
/// a position, so no event is missed or repeated, whatever the clocks are.
/// </summary>
internal static class SyncReader
{
    private const int MaxChanges = 200;
    private const int MaxMessages = 100;
    private const int MaxPosts = 100;
    /// <summary>More circles do not fit into a cursor; clients read those with <c>WatchCircle</c>.</summary>
    private const int MaxCircles = 250;

    private static readonly Fault UnknownCursor =
        HttpFaults.Invalid("since", "The field since is not one this server gave out.");

    /// <summary>Reads the events after a cursor; without one only the current cursor.</summary>
    public static async Task<Outcome<SyncJson>> ReadAsync(IGrainFactory grains, string userId, string? since)
    {
        if (string.IsNullOrEmpty(since)) return await ReadAsync(grains, userId, (SyncCursor?)null);
        return since.Length <= Limits.SyncCursor && SyncCursor.Parse(since) is { } cursor
            ? await ReadAsync(grains, userId, cursor) : UnknownCursor;
    }

    /// <summary>Read before a client reads its lists, so that later events are in the next response.</summary>
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

    /// <summary>Without a cursor, or after one that is too old, only the current one.</summary>
    public static async Task<SyncJson> ReadAsync(
        IGrainFactory grains, string userId, SyncCursor? since, bool circles = true)
    {
        if (since is null) return SyncJson.Fresh(await NowAsync(grains, userId, circles));
        var inbox = await grains.Inbox(userId).ChangesAsync(since.Inbox, MaxChanges);
        var contacts = await grains.Contacts(userId).ChangesAsync(since.Contacts, MaxChanges);
        var feed = await grains.Feed(userId).ChangesAsync(since.Feed);
        var xela = await grains.Companion(userId).ChangesAsync(since.Xela ?? long.MaxValue, MaxMessages);
        // A position beyond the end is from another history, e.g. before a backup was restored.
        if (inbox.TooFar || since.Contacts > contacts.Seq || since.Feed > feed.Seq || since.Xela > xela.Seq)
            return SyncJson.Fresh(await NowAsync(grains, userId, circles));

        var events = new List<SyncEventJson>();
        await AddMessagesAsync(events, grains, userId, inbox.Changes);
        foreach (var c in contacts.Connections)
            events.Add(new(LiveEvents.Connection, c.ChangedAt, ConnectionJson.Of(c.Connection)));
        foreach (var item in feed.Items) events.Add(new(LiveEvents.Activity, item.CreatedAt, ActivityJson.Of(item)));
        foreach (var read in feed.Read.IsDefault ? [] : feed.Read)
            events.Add(new(LiveEvents.ActivityRead, read.At, new ActivityReadMessage(read.Id)));
        var xelaId = Xela.ConversationOf(userId);
        foreach (var m in xela.Messages)
            events.Add(new(LiveEvents.Message, m.Timestamp, MessageMessage.Of(xelaId, userId, m)));
        var (seqs, more) = circles
            ? await AddCirclesAsync(events, grains, userId, since.Circles) : (since.Circles, false);
        var next = new SyncCursor(inbox.Seq, contacts.Seq, feed.Seq, xela.Seq, seqs);
        more |= inbox.More || contacts.More || xela.More;
        return new SyncJson(Ordered(events), next.ToString(), more, FreshStart: false);
    }

    private static async Task AddMessagesAsync(
        List<SyncEventJson> events, IGrainFactory grains, string userId, ImmutableArray<InboxChange> steps)
    {
        foreach (var conversation in steps.GroupBy(static s => s.Conversation.Id, StringComparer.Ordinal))
        {
            var (first, last) = (conversation.First(), conversation.Last());
            if (last.Conversation.IsHidden) continue;
            var grain = grains.Conversation(Pair.Of(userId, last.Conversation.OtherId).Key);
            for (var after = first.AfterSeq; after < last.Conversation.LastSeq;)
            {
                var history = await grain.HistoryAsync(userId, after, null, MaxMessages);
                if (!history.IsOk || history.Value.IsEmpty) break;
                foreach (var m in history.Value.Where(m => m.Seq <= last.Conversation.LastSeq))
                    events.Add(new(LiveEvents.Message, m.Timestamp, MessageMessage.Of(last.Conversation.Id, m)));
                after = history.Value[^1].Seq;
            }
            foreach (var step in conversation)
            {
                if (step.Conversation.ReadUpTo > step.AfterRead)
                    events.Add(Read(step, userId, step.Conversation.ReadUpTo));
                if (step.Conversation.OtherReadUpTo > step.AfterOtherRead)
                    events.Add(Read(step, step.Conversation.OtherId, step.Conversation.OtherReadUpTo));
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
            var known = since.TryGetValue(name, out var position);
            // A circle joined since has no position in the cursor and begins with its newest posts.
            var after = known
                ? position.Seq : Math.Max(0, (await grains.Circle(circleId).VersionsAsync()).Seq - MaxPosts);
            var missed = await grains.Circle(circleId).WatchAsync(userId, after, MaxPosts);
            if (!missed.IsOk) continue;
            foreach (var p in missed.Value.Missed)
                events.Add(new(LiveEvents.CircleActivity, p.Timestamp, CircleActivityMessage.Of(circleId, p)));
            more |= missed.Value.More;
            var version = missed.Value.Version;
            if (position.Version < version)
            {
                var removed = await grains.Circle(circleId).RemovedSinceAsync(position.Version.Value, MaxPosts);
                // Later posts are among the missed ones, marked as removed.
                foreach (var p in removed.Posts.Where(p => p.Seq <= after))
                    events.Add(new(LiveEvents.CircleActivityRemoved, p.At, new CircleActivityRemovedMessage(circleId, p.Seq)));
                (version, more) = (removed.Version, more || removed.More);
            }
            seqs[name] = new(missed.Value.More ? missed.Value.Missed[^1].Seq : missed.Value.Seq, version);
        }
        return (seqs.ToImmutable(), more);
    }

    private static async Task<ImmutableArray<string>> CirclesOfAsync(IGrainFactory grains, string userId) =>
        await grains.User(userId).GetAsync() is { } user ? [.. user.CirclesJoined.Take(MaxCircles)] : [];

    /// <summary>Sorts by time, but keeps the order within each history: a clock may have been set back.</summary>
    private static SyncEventJson[] Ordered(List<SyncEventJson> events)
    {
        var latest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        return [.. events.Select(e =>
        {
            var time = latest.TryGetValue(e.History, out var before) && before > e.At ? before : e.At;
            latest[e.History] = time;
            return (Event: e, Time: time);
        }).OrderBy(static e => e.Time).Select(static e => e.Event)];
    }
}

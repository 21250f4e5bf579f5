namespace XelaConnect.ApiHost.Sync;

/// <summary>
/// Reads the events that a client missed from the histories of the user's grains and circles. Each history is read from
/// a position, so no event is missed or repeated, whatever the clocks are. One instance reads once.
/// </summary>
internal sealed partial class SyncReader(IGrainFactory grains, string userId, ILogger log)
{
    private const int MaxEvents = 1000;
    /// <summary>The contacts, the feed (which keeps 200 items) and Xela fit beside, with 100 left for circles.</summary>
    private const int MaxInboxEvents = 400;
    private const int MaxChanges = 200;
    private const int MaxMessages = 100;
    private const int MaxPosts = 100;
    /// <summary>More circles do not fit into a cursor; clients read those with <c>WatchCircle</c>.</summary>
    private const int MaxCircles = 250;

    /// <summary>Calls at a time: first the conversations beside four other sources, then the circles.</summary>
    private const int MaxConcurrency = 16;
    /// <summary>An outage, in which the other circles would fail as slowly.</summary>
    private const int MaxFailures = MaxConcurrency;

    private static readonly Fault UnknownCursor = Page.BadCursorIn("since");

    private readonly ConcurrentQueue<Exception> failures = [];

    /// <summary>Why a source kept its position; null when every source answered.</summary>
    public Exception? Failure => failures.TryPeek(out var first) ? first : null;

    /// <summary>Reads the events after a cursor; without one only the current cursor.</summary>
    public async Task<Outcome<SyncJson>> ReadAsync(string? since)
    {
        if (string.IsNullOrEmpty(since)) return await ReadAsync((SyncCursor?)null);
        return since.Length <= Limits.SyncCursor && SyncCursor.Parse(since) is { } cursor
            ? await ReadAsync(cursor) : UnknownCursor;
    }

    /// <summary>Read before a client reads its lists, so that later events are in the next response.</summary>
    public async Task<SyncCursor> NowAsync(bool circles)
    {
        var inbox = grains.Inbox(userId).ChangesAsync(long.MaxValue, 1);
        var contacts = grains.Contacts(userId).ChangesAsync(long.MaxValue, 1);
        var feed = grains.Feed(userId).ChangesAsync(long.MaxValue);
        var xela = circles ? (await grains.Companion(userId).ChangesAsync(long.MaxValue, 1)).Seq : (long?)null;
        var positions = new ConcurrentDictionary<ulong, CirclePosition>();
        // A circle that does not answer is left out and begins with its newest posts, like one joined later.
        if (circles)
            await Parallel.ForEachAsync(await CirclesAsync(), AtMost(MaxConcurrency), async (id, _) =>
            {
                if (await TryAsync(id, () => grains.Circle(id).VersionsAsync()) is { } now)
                    positions[SyncCursor.NameOf(id)] = new(now.Seq, now.Version);
            });
        return new SyncCursor((await inbox).Seq, (await contacts).Seq, (await feed).Seq, xela, positions);
    }

    /// <summary>The position before a time in all histories but the circles'.</summary>
    public async Task<SyncCursor> BeforeAsync(DateTimeOffset time)
    {
        var inbox = grains.Inbox(userId).SeqBeforeAsync(time);
        var contacts = grains.Contacts(userId).SeqBeforeAsync(time);
        var feed = grains.Feed(userId).SeqBeforeAsync(time);
        var xela = grains.Companion(userId).SeqBeforeAsync(time);
        return new SyncCursor(
            await inbox, await contacts, await feed, await xela, ImmutableDictionary<ulong, CirclePosition>.Empty);
    }

    /// <summary>
    /// Without a cursor, or after one that is too old, only the current one. A source that fails keeps its position;
    /// when all fail, so does the read.
    /// </summary>
    public async Task<SyncJson> ReadAsync(SyncCursor? since, bool circles = true)
    {
        if (since is null) return SyncJson.Fresh(await NowAsync(circles));
        var reads = (
            Inbox: TryAsync("inbox", () => ReadInboxAsync(since)),
            Contacts: TryAsync("contacts", () => grains.Contacts(userId).ChangesAsync(since.Contacts, MaxChanges)),
            Feed: TryAsync("feed", () => grains.Feed(userId).ChangesAsync(since.Feed)),
            Xela: TryAsync(
                "companion", () => grains.Companion(userId).ChangesAsync(since.Xela ?? long.MaxValue, MaxMessages)),
            Circles: circles ? TryAsync("circles", CirclesAsync) : Task.FromResult<string[]?>(null));
        var (inbox, contacts, feed) = (await reads.Inbox, await reads.Contacts, await reads.Feed);
        var (xela, joined) = (await reads.Xela, await reads.Circles);
        if (inbox is null && contacts is null && feed is null && xela is null && joined is null)
            ExceptionDispatchInfo.Throw(Failure!);
        // A position beyond the end is from another history, e.g. before a backup was restored.
        if (inbox?.TooFar == true || since.Contacts > contacts?.Seq || since.Feed > feed?.Seq || since.Xela > xela?.Seq)
            return SyncJson.Fresh(await NowAsync(circles));

        var events = new List<SyncEventJson>(inbox?.Events ?? []);
        foreach (var c in contacts?.Connections ?? [])
            events.Add(new(LiveEvents.Connection, c.ChangedAt, ConnectionJson.Of(c.Connection)));
        foreach (var item in feed?.Items ?? [])
            events.Add(new(LiveEvents.Activity, item.CreatedAt, ActivityJson.Of(item)));
        foreach (var read in feed is null || feed.Read.IsDefault ? [] : feed.Read)
            events.Add(new(LiveEvents.ActivityRead, read.At, new ActivityReadMessage(read.Id)));
        var xelaId = Xela.ConversationOf(userId);
        foreach (var m in xela?.Messages ?? [])
            events.Add(new(LiveEvents.Message, m.Timestamp, MessageMessage.Of(xelaId, userId, m)));
        var (positions, more) = joined is null
            ? (since.Circles, false) : await AddCirclesAsync(events, joined, since.Circles);
        var next = new SyncCursor(
            inbox?.Seq ?? since.Inbox, contacts?.Seq ?? since.Contacts, feed?.Seq ?? since.Feed,
            xela?.Seq ?? since.Xela, positions, inbox is null ? since.InboxMessage : inbox.Message);
        more |= inbox?.More == true || contacts?.More == true || xela?.More == true || Failure is not null;
        return new SyncJson(Ordered(events), next.ToString(), more, FreshStart: false);
    }

    private async Task<InboxRead> ReadInboxAsync(SyncCursor since)
    {
        var changes = await grains.Inbox(userId).ChangesAsync(since.Inbox, MaxChanges);
        var portion = Portion(changes, since);
        var conversations = portion.Steps.GroupBy(static s => s.Conversation.Id, StringComparer.Ordinal)
            .Select(static steps => (Steps: steps.ToList(), Events: new List<SyncEventJson>())).ToList();
        // The other calls are those of the contacts, the feed, Xela and the list of circles.
        await Parallel.ForEachAsync(conversations, AtMost(MaxConcurrency - 4),
            async (part, _) => await AddMessagesAsync(part.Events, part.Steps, portion.Message));
        return portion with { Events = [.. conversations.SelectMany(static c => c.Events)] };
    }

    /// <summary>The first steps that fit into one answer. The next one continues a step that does not fit.</summary>
    private static InboxRead Portion(InboxChanges changes, SyncCursor since)
    {
        var steps = changes.Changes;
        if (since.InboxMessage > 0 && steps.Length > 0)
            steps = steps.SetItem(0, steps[0] with { AfterSeq = Math.Max(steps[0].AfterSeq, since.InboxMessage) });
        var (fitting, room) = (0, (long)MaxInboxEvents);
        foreach (var step in steps)
        {
            // The last two are the read marks of both.
            room -= step.Conversation.IsHidden ? 0 : Math.Max(0, step.Conversation.LastSeq - step.AfterSeq) + 2;
            if (room < 0) break;
            fitting++;
        }
        if (fitting == steps.Length) return new(steps, [], changes.Seq, 0, changes.More, changes.TooFar);
        // The seqs of a journal are consecutive.
        var seq = changes.Seq - (steps.Length - fitting);
        if (fitting > 0) return new(steps[..fitting], [], seq, 0, More: true, TooFar: false);
        var (large, upTo) = (steps[0], steps[0].AfterSeq + MaxInboxEvents);
        var part = large.Conversation with { ReadUpTo = large.AfterRead, OtherReadUpTo = large.AfterOtherRead };
        return new([large with { Conversation = part }], [], since.Inbox, upTo, More: true, TooFar: false);
    }

    private async Task AddMessagesAsync(List<SyncEventJson> events, List<InboxChange> steps, long within)
    {
        var last = steps[^1].Conversation;
        if (last.IsHidden) return;
        var upTo = within > 0 ? within : last.LastSeq;
        var grain = grains.Conversation(Pair.Of(userId, last.OtherId).Key);
        for (var after = steps[0].AfterSeq; after < upTo;)
        {
            var history = await grain.HistoryAsync(userId, after, null, MaxMessages);
            if (!history.IsOk || history.Value.IsEmpty) break;
            foreach (var m in history.Value.Where(m => m.Seq <= upTo))
                events.Add(new(LiveEvents.Message, m.Timestamp, MessageMessage.Of(last.Id, m)));
            after = history.Value[^1].Seq;
        }
        foreach (var step in steps)
        {
            if (step.Conversation.ReadUpTo > step.AfterRead)
                events.Add(Read(step, userId, step.Conversation.ReadUpTo));
            if (step.Conversation.OtherReadUpTo > step.AfterOtherRead)
                events.Add(Read(step, step.Conversation.OtherId, step.Conversation.OtherReadUpTo));
        }
    }

    private static SyncEventJson Read(InboxChange step, string userId, long upTo) =>
        new(LiveEvents.MessageRead, step.At, new MessageReadMessage(step.Conversation.Id, userId, upTo));

    private async Task<(IReadOnlyDictionary<ulong, CirclePosition> Positions, bool More)> AddCirclesAsync(
        List<SyncEventJson> events, string[] circleIds, IReadOnlyDictionary<ulong, CirclePosition> since)
    {
        var (positions, sync) = (new Dictionary<ulong, CirclePosition>(), new Lock());
        var (more, room) = (false, MaxEvents - events.Count);
        // Each circle reserves its share, so that those read at the same time stay within the room.
        var share = Math.Clamp(room / Math.Clamp(circleIds.Length, 1, MaxConcurrency), 1, MaxPosts);
        await Parallel.ForEachAsync(circleIds, AtMost(MaxConcurrency), async (id, _) =>
        {
            var name = SyncCursor.NameOf(id);
            CirclePosition? known = since.TryGetValue(name, out var position) ? position : null;
            var limit = 0;
            lock (sync)
            {
                if (failures.Count < MaxFailures) limit = Math.Min(share, room);
                room -= limit;
            }
            var read = limit == 0 ? null : await TryAsync(id, () => ReadCircleAsync(id, known, limit));
            lock (sync)
            {
                room += limit - (read?.Events.Count ?? 0);
                events.AddRange(read?.Events ?? []);
                more |= read?.More ?? true;
                if ((read is null ? known : read.Position) is { } next) positions[name] = next;
            }
        });
        return (positions, more);
    }

    private async Task<CircleRead> ReadCircleAsync(string id, CirclePosition? known, int limit)
    {
        var circle = grains.Circle(id);
        // A circle joined since has no position in the cursor and begins with its newest posts.
        var after = known?.Seq ?? Math.Max(0, (await circle.VersionsAsync()).Seq - MaxPosts);
        var missed = await circle.WatchAsync(userId, after, limit);
        if (!missed.IsOk) return new CircleRead([], null, More: false);
        var view = missed.Value;
        var events = view.Missed
            .Select(p => new SyncEventJson(LiveEvents.CircleActivity, p.Timestamp, CircleActivityMessage.Of(id, p)))
            .ToList();
        var (version, more) = (view.Version, view.More);
        if (known?.Version is { } before && before < version)
        {
            if (events.Count == limit) (version, more) = (before, true);
            else
            {
                var removed = await circle.RemovedSinceAsync(before, limit - events.Count);
                // Later posts are among the missed ones, marked as removed.
                foreach (var p in removed.Posts.Where(p => p.Seq <= after))
                    events.Add(new(LiveEvents.CircleActivityRemoved, p.At, new CircleActivityRemovedMessage(id, p.Seq)));
                (version, more) = (removed.Version, more || removed.More);
            }
        }
        return new CircleRead(events, new(view.More ? view.Missed[^1].Seq : view.Seq, version), more);
    }

    private async Task<string[]> CirclesAsync() =>
        await grains.User(userId).GetAsync() is { } user ? [.. user.CirclesJoined.Take(MaxCircles)] : [];

    private async Task<T?> TryAsync<T>(string source, Func<Task<T>> read) where T : class
    {
        try { return await read(); }
        catch (Exception e)
        {
            failures.Enqueue(e);
            var level = ExceptionHandlerMiddleware.IsOutage(e) ? LogLevel.Warning : LogLevel.Error;
            LogFailed(log, level, e, source, userId);
            return null;
        }
    }

    private static ParallelOptions AtMost(int calls) => new() { MaxDegreeOfParallelism = calls };

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

    [LoggerMessage(EventId = 5106,
        Message = "Sync of {Source} of {UserId} failed; its position stays and the client asks again")]
    private static partial void LogFailed(ILogger log, LogLevel level, Exception e, string source, string userId);

    /// <summary>Complete up to a seq, and beyond it up to a message of the next step.</summary>
    private sealed record InboxRead(
        ImmutableArray<InboxChange> Steps, IReadOnlyList<SyncEventJson> Events, long Seq, long Message, bool More,
        bool TooFar);

    /// <summary>The position is null when the user is no member any more.</summary>
    private sealed record CircleRead(IReadOnlyList<SyncEventJson> Events, CirclePosition? Position, bool More);
}

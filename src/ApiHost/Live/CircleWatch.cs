namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Sends the activity of one circle to its watchers on this host. Everything happens in the serial queue of its
/// <see cref="StreamFollower{T}"/>. Each watcher has a position and gets every post after it once, in order. A gap in
/// the notifications is filled from the circle.
/// </summary>
internal sealed partial class CircleWatch : IWatch
{
    private const int FillPageSize = 100;
    /// <summary>The number of departures and of removals kept for connections that are about to be attached.</summary>
    private const int MaxKept = 256;

    private readonly ICircleGrain circle;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly Action<CircleWatch, string, string> ended;
    private readonly StreamFollower<CircleNotification> stream;
    private readonly Dictionary<string, Watcher> watchers = new(StringComparer.Ordinal);
    private readonly Queue<Departure> departures = new();
    private readonly Queue<(long Seq, long Version)> removals = new();
    private readonly RecentPosts recent;
    private long seq;
    private long version;
    private long membersCount;

    /// <summary><paramref name="ended"/> is called before a connection is notified that its watch has ended.</summary>
    public CircleWatch(
        string circleId, IClusterClient cluster, Action<CircleWatch, string, string> ended, TimeProvider clock,
        ILogger log, Task previous)
    {
        (CircleId, this.ended, this.clock, this.log) = (circleId, ended, clock, log);
        circle = cluster.Circle(circleId);
        recent = new RecentPosts(ReadAsync);
        stream = new StreamFollower<CircleNotification>(cluster, StreamCatalog.Circle(circleId), OnNotificationAsync, previous);
        Opening = stream.RunAsync(OpenAsync);
    }

    public string CircleId { get; }

    /// <summary>Completes when the stream is subscribed; fails when that is impossible.</summary>
    public Task Opening { get; }

    /// <summary>The version up to which the posts of <see cref="MissedAsync"/> are shown without their removed text.</summary>
    public long Version => Volatile.Read(ref version);

    /// <summary>The first posts after a position and up to a seq that the circle has.</summary>
    public async Task<ImmutableArray<CirclePost>> MissedAsync(long position, long upTo, int limit)
    {
        if (position >= upTo) return [];
        // A notification was lost or is still on its way.
        if (upTo > Volatile.Read(ref seq)) await stream.RunAsync(() => FillAsync(upTo));
        return await recent.ReadAsync(position, upTo, limit);
    }

    /// <summary>
    /// Sends every post after a position, and what was removed after version <paramref name="shownAsOf"/>. The user was
    /// a member at version <paramref name="asOf"/>, with a birth date, which decides whose posts are shown.
    /// </summary>
    public void Attach(LiveConnection connection, DateOnly? born, long position, long asOf, long shownAsOf) =>
        Post(() => AttachAsync(connection, born, position, asOf, shownAsOf));

    public Task DetachAsync(string connectionId) => stream.RunAsync(() =>
    {
        watchers.Remove(connectionId);
        return Task.CompletedTask;
    });

    /// <summary>Compares with the circle, because notifications may have been lost without a gap.</summary>
    public void Check(CircleVersions versions) => Post(() => CheckAsync(versions));

    public void Renew() => Post(stream.RenewAsync);

    public Task CloseAsync() => stream.RunAsync(stream.UnsubscribeAsync);

    private async Task OpenAsync()
    {
        await stream.SubscribeAsync();
        var versions = await circle.VersionsAsync();
        (seq, version, membersCount) = (versions.Seq, versions.Version, versions.MembersCount);
        recent.Begin(seq);
    }

    private Task OnNotificationAsync(CircleNotification notification)
    {
        Post(() => ApplyAsync(notification));
        return Task.CompletedTask;
    }

    private void Post(Func<Task> step) => _ = stream.RunAsync(async () =>
    {
        try { await step(); }
        catch (Exception e) { LogStepFailed(log, e, CircleId); }
    });

    private async Task ApplyAsync(CircleNotification notification)
    {
        if (notification.Now is { } now)
        {
            await CheckAsync(now);
            return;
        }
        if (notification.Since > version) await CheckAsync(await circle.VersionsAsync());
        foreach (var post in notification.Posts)
        {
            if (post.Seq > seq + 1) await FillAsync(post.Seq - 1);
            if (post.Seq == seq + 1) Deliver(post);
        }
        // The other changes have been shown by a comparison.
        if (notification.Version > version)
        {
            foreach (var removed in notification.Removed) BroadcastRemoved(removed, notification.Version);
            version = notification.Version;
            if (notification.MembersCount is { } count && count != membersCount) BroadcastCount(count);
        }
        if (notification.Closed) DismissAll(WatchEndedMessage.Deleted);
        var departed = notification.Departed.IsDefault
            ? [.. notification.Left.Select(id => new Departure(id, IsExcluded: false, notification.Version))]
            : notification.Departed;
        foreach (var departure in departed) Dismiss(departure);
    }

    private async Task CheckAsync(CircleVersions versions)
    {
        if (!versions.Active)
        {
            DismissAll(WatchEndedMessage.Deleted);
            return;
        }
        if (versions.Seq > seq)
        {
            await FillAsync(versions.Seq);
            // A lost notification may mean that the subscription is gone.
            await stream.RenewAsync();
        }
        if (versions.Version <= version) return;
        // A notification was lost or is still on its way.
        for (var more = true; more;)
        {
            var removed = await circle.RemovedSinceAsync(version, FillPageSize);
            foreach (var post in removed.Posts) BroadcastRemoved(post.Seq, post.Version);
            (version, more) = (removed.More ? removed.Version : version, removed.More);
        }
        var users = watchers.Values.Select(w => w.Connection.UserId).Distinct(StringComparer.Ordinal).ToList();
        var members = users.Count == 0 ? [] : await circle.MembersAmongAsync([.. users]);
        foreach (var userId in users.Except(members, StringComparer.Ordinal))
            Dismiss(w => w.Connection.UserId == userId, WatchEndedMessage.NotAMember);
        version = versions.Version;
        if (versions.MembersCount != membersCount) BroadcastCount(versions.MembersCount);
    }

    private async Task FillAsync(long upTo)
    {
        while (seq < upTo)
        {
            var posts = await ReadAsync(seq, FillPageSize);
            if (posts.IsEmpty) return;
            LogFilled(log, CircleId, seq + 1, posts[^1].Seq);
            foreach (var post in posts) Deliver(post);
        }
    }

    private async Task<ImmutableArray<CirclePost>> ReadAsync(long after, int limit)
    {
        var history = await circle.HistoryAsync(after, null, limit);
        return history.IsOk ? history.Value : [];
    }

    private async Task AttachAsync(
        LiveConnection connection, DateOnly? born, long position, long asOf, long shownAsOf)
    {
        var watcher = new Watcher(connection, asOf, born) { Position = position };
        if (departures.LastOrDefault(d => d.UserId == connection.UserId && d.Version > asOf) is { } departure)
        {
            End(connection, ReasonOf(departure));
            return;
        }
        // The posts that were delivered to others since the position was read.
        while (watcher.Position < seq)
        {
            var posts = await recent.ReadAsync(watcher.Position, seq, FillPageSize);
            if (posts.IsEmpty) break;
            foreach (var post in posts) watcher.Send(post.Seq, Serialize(watcher.Viewer(Today).Shown(post)));
        }
        foreach (var removal in removals)
            if (removal.Version > shownAsOf) connection.Send(SerializeRemoved(removal.Seq));
        watchers[connection.Id] = watcher;
    }

    /// <summary>Sends a post, or a stand-in, to all watchers; each is serialized once.</summary>
    private void Deliver(CirclePost post)
    {
        if (post.Seq <= seq) return;
        seq = post.Seq;
        recent.Add(post);
        var (message, today) = (Serialize(post), Today);
        SerializedHubMessage? hidden = null;
        foreach (var watcher in watchers.Values.Where(watcher => watcher.Position < post.Seq))
            watcher.Send(post.Seq, watcher.Viewer(today).Sees(post.UserId, post.Born)
                ? message : hidden ??= Serialize(CircleViewer.Hidden(post)));
    }

    private void BroadcastRemoved(long removed, long asOf)
    {
        recent.Remove(removed);
        Keep(removals, (removed, asOf));
        Broadcast(SerializeRemoved(removed));
    }

    private void BroadcastCount(long count)
    {
        membersCount = count;
        Broadcast(LiveEvents.Serialize(LiveEvents.CircleMembers, new CircleMembersMessage(CircleId, count)));
    }

    private void Broadcast(SerializedHubMessage message)
    {
        foreach (var watcher in watchers.Values) watcher.Connection.Send(message);
    }

    /// <summary>Ends the watches of a user who left. A later one is of a user who has joined again.</summary>
    private void Dismiss(Departure departure)
    {
        Keep(departures, departure);
        Dismiss(w => w.Connection.UserId == departure.UserId && w.AsOf < departure.Version, ReasonOf(departure));
    }

    private void DismissAll(string reason) => Dismiss(static _ => true, reason);

    private void Dismiss(Func<Watcher, bool> predicate, string reason)
    {
        foreach (var watcher in watchers.Values.Where(predicate).ToList())
        {
            watchers.Remove(watcher.Connection.Id);
            End(watcher.Connection, reason);
        }
    }

    /// <summary>Notifies the device, which would otherwise miss the activity after its user joins again.</summary>
    private void End(LiveConnection connection, string reason)
    {
        ended(this, CircleId, connection.Id);
        connection.Send(LiveEvents.Serialize(LiveEvents.WatchEnded, new WatchEndedMessage(CircleId, reason)));
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private SerializedHubMessage Serialize(CirclePost post) =>
        LiveEvents.Serialize(LiveEvents.CircleActivity, CircleActivityMessage.Of(CircleId, post));

    private SerializedHubMessage SerializeRemoved(long removed) =>
        LiveEvents.Serialize(LiveEvents.CircleActivityRemoved, new CircleActivityRemovedMessage(CircleId, removed));

    private static void Keep<T>(Queue<T> queue, T item)
    {
        queue.Enqueue(item);
        if (queue.Count > MaxKept) queue.Dequeue();
    }

    private static string ReasonOf(Departure departure) =>
        departure.IsExcluded ? WatchEndedMessage.Excluded : WatchEndedMessage.Left;

    private sealed class Watcher(LiveConnection connection, long asOf, DateOnly? born)
    {
        public LiveConnection Connection { get; } = connection;
        public long AsOf { get; } = asOf;
        public long Position { get; set; }

        public CircleViewer Viewer(DateOnly today) => new(Connection.UserId, born, today);

        public void Send(long postSeq, SerializedHubMessage message)
        {
            Position = postSeq;
            Connection.Send(message);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "Step of the watch of circle {CircleId} failed; the next check catches up")]
    private static partial void LogStepFailed(ILogger log, Exception e, string circleId);

    [LoggerMessage(5002, LogLevel.Information,
        "Gap in circle {CircleId} filled from {From} to {To}; a notification was lost")]
    private static partial void LogFilled(ILogger log, string circleId, long from, long to);
}

using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Orleans.Streams;
using XelaConnect.Circles;
using XelaConnect.Notifications;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// One circle that somebody on this host watches: one subscription to its stream, and the watchers. Everything happens in one lane, in order. Each
/// watcher has a position, and gets each activity after it once, ascending; a hole in the news is read from the circle.
/// </summary>
internal sealed partial class CircleWatch : IAsyncDisposable
{
    private const int FillPage = 100;

    /// <summary>Departures that are remembered for those whose watch is about to begin.</summary>
    private const int DeparturesKept = 256;

    private readonly string circleId;
    private readonly ICircleGrain circle;
    private readonly IClusterClient cluster;
    private readonly ILogger log;
    private readonly Action<CircleWatch, string, string> released;
    private readonly Task before;
    private readonly Channel<Func<Task>> queue = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, Watcher> watchers = new(StringComparer.Ordinal);
    private readonly Queue<Departure> departed = new();
    private readonly Task running;
    private readonly Task opening;
    private StreamSubscriptionHandle<CircleNotification>? subscription;
    private long seq;
    private long version;
    private long membersCount;

    /// <param name="circleId">The circle.</param>
    /// <param name="cluster">Where it is.</param>
    /// <param name="letGo">Told of a connection whose watch ends, before the connection is.</param>
    /// <param name="log">Where to say what went wrong.</param>
    /// <param name="before">The end of an earlier watch of this circle, whose handle is given back before another is taken.</param>
    public CircleWatch(string circleId, IClusterClient cluster, Action<CircleWatch, string, string> letGo, ILogger log, Task before)
    {
        (this.circleId, this.cluster, this.released, this.log, this.before) = (circleId, cluster, letGo, log, before);
        circle = cluster.Circle(circleId);
        running = RunAsync();
        opening = DoAsync(OpenAsync);
    }

    /// <summary>How many connections need this; guarded by the relay.</summary>
    public int Holders { get; set; }

    /// <summary>Completes when news arrive. Throws when the stream cannot be had.</summary>
    public Task OpenedAsync() => opening;

    /// <summary>
    /// From now on the connection gets every activity after <paramref name="position"/>, until its person is a member no longer: they are one as of
    /// <paramref name="asOf"/>, a version of the circle.
    /// </summary>
    public void Attach(LiveConnection connection, long position, long asOf) => Do(() => AttachAsync(connection, position, asOf));

    /// <summary>Completes when the connection gets nothing more.</summary>
    public Task DetachAsync(string connectionId) => DoAsync(() =>
    {
        watchers.Remove(connectionId);
        return Task.CompletedTask;
    });

    /// <summary>Compares with the circle: a watcher that hears nothing cannot see that the last news was lost.</summary>
    public void Check() => Do(CheckAsync);

    /// <summary>Makes sure that the subscription is still there, then compares: silos came or went.</summary>
    public void Renew() => Do(async () =>
    {
        await RenewAsync();
        await CheckAsync();
    });

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
        if (subscription is null) return;
        try { await subscription.UnsubscribeAsync(); }
        catch (Exception e) { LogNotUnsubscribed(log, e, circleId); }
    }

    private async Task OpenAsync()
    {
        await before;
        subscription = await LiveSubscription.OpenAsync<CircleNotification>(cluster, StreamCatalog.Circle(circleId), OnNotificationAsync);
        var pulse = await circle.VersionsAsync();
        (seq, version, membersCount) = (pulse.Seq, pulse.Version, pulse.MembersCount);
    }

    private async Task RenewAsync()
    {
        if (subscription is { } held) subscription = await LiveSubscription.RenewAsync(cluster, held, OnNotificationAsync);
    }

    private Task OnNotificationAsync(CircleNotification news, StreamSequenceToken? token)
    {
        Do(() => ApplyAsync(news));
        return Task.CompletedTask;
    }

    private async Task ApplyAsync(CircleNotification news)
    {
        foreach (var activity in news.Posts)
        {
            if (activity.Seq > seq + 1) await FillAsync(activity.Seq - 1);
            if (activity.Seq == seq + 1) Deliver(activity);
        }
        foreach (var removed in news.Removed) Broadcast(Serialised(LiveEvents.CircleActivityRemoved, new CircleActivityRemovedMessage(circleId, removed)));
        if (news.Version > version) version = news.Version;
        if (news.MembersCount is { } count && count != membersCount) Count(count);
        if (news.Closed) DismissAll(WatchEndedMessage.Deleted);
        foreach (var left in news.Departed.IsDefault ? [.. news.Left.Select(id => new Departure(id, IsExcluded: false, news.Version))] : news.Departed) Dismiss(left);
    }

    private async Task CheckAsync()
    {
        if (watchers.Count == 0) return;
        var pulse = await circle.VersionsAsync();
        if (!pulse.Active)
        {
            DismissAll(WatchEndedMessage.Deleted);
            return;
        }
        if (pulse.Seq > seq)
        {
            await FillAsync(pulse.Seq);
            // News that never came may mean that nothing comes any more.
            await RenewAsync();
        }
        if (pulse.Version <= version) return;
        // News was lost, or is still on its way: ask what was taken back, and who is a member.
        for (var more = true; more;)
        {
            var removed = await circle.RemovedSinceAsync(version, FillPage);
            foreach (var post in removed.Posts) Broadcast(Serialised(LiveEvents.CircleActivityRemoved, new CircleActivityRemovedMessage(circleId, post.Seq)));
            (version, more) = (removed.More ? removed.Version : version, removed.More);
        }
        var members = await circle.MembersAmongAsync([.. watchers.Values.Select(w => w.Connection.UserId).Distinct(StringComparer.Ordinal)]);
        foreach (var userId in watchers.Values.Select(w => w.Connection.UserId).Except(members, StringComparer.Ordinal).ToList())
            Dismiss(w => w.Connection.UserId == userId, WatchEndedMessage.NotAMember);
        version = pulse.Version;
        if (pulse.MembersCount != membersCount) Count(pulse.MembersCount);
    }

    /// <summary>Reads what the news left out, up to a seq, from the circle.</summary>
    private async Task FillAsync(long upTo)
    {
        while (seq < upTo)
        {
            var history = await circle.HistoryAsync(seq, null, FillPage);
            if (!history.IsOk || history.Value.IsEmpty) return;
            LogFilled(log, circleId, seq + 1, history.Value[^1].Seq);
            foreach (var activity in history.Value) Deliver(activity);
        }
    }

    private async Task AttachAsync(LiveConnection connection, long position, long asOf)
    {
        var watcher = new Watcher(connection, asOf) { Position = position };
        if (departed.LastOrDefault(d => d.UserId == connection.UserId && d.Version > asOf) is { } left)
        {
            End(connection, ReasonOf(left));
            return;
        }
        // What the others got while this one was reading its missed ones.
        while (watcher.Position < seq)
        {
            var history = await circle.HistoryAsync(watcher.Position, null, FillPage);
            if (!history.IsOk || history.Value.IsEmpty) break;
            foreach (var activity in history.Value)
                if (activity.Seq <= seq) watcher.Send(activity.Seq, Serialised(LiveEvents.CircleActivity, CircleActivityMessage.Of(circleId, activity)));
        }
        watchers[connection.Id] = watcher;
    }

    /// <summary>Sends an activity to all; it is serialised once.</summary>
    private void Deliver(CirclePost activity)
    {
        if (activity.Seq <= seq) return;
        seq = activity.Seq;
        var message = Serialised(LiveEvents.CircleActivity, CircleActivityMessage.Of(circleId, activity));
        foreach (var watcher in watchers.Values)
            if (watcher.Position < activity.Seq) watcher.Send(activity.Seq, message);
    }

    private void Broadcast(SerializedHubMessage message)
    {
        foreach (var watcher in watchers.Values) watcher.Connection.Send(message);
    }

    private void Count(long count)
    {
        membersCount = count;
        Broadcast(Serialised(LiveEvents.CircleMembers, new CircleMembersMessage(circleId, count)));
    }

    /// <summary>Somebody is a member no longer; whoever watches as of a later version has joined again.</summary>
    private void Dismiss(Departure left)
    {
        departed.Enqueue(left);
        if (departed.Count > DeparturesKept) departed.Dequeue();
        Dismiss(w => w.Connection.UserId == left.UserId && w.AsOf < left.Version, ReasonOf(left));
    }

    private void DismissAll(string reason) => Dismiss(static _ => true, reason);

    private void Dismiss(Func<Watcher, bool> which, string reason)
    {
        foreach (var watcher in watchers.Values.Where(which).ToList())
        {
            watchers.Remove(watcher.Connection.Id);
            End(watcher.Connection, reason);
        }
    }

    /// <summary>Tells a device that its watch has ended. A watch that just went silent would leave it deaf when its person joins again.</summary>
    private void End(LiveConnection connection, string reason)
    {
        released(this, circleId, connection.Id);
        connection.Send(Serialised(LiveEvents.WatchEnded, new WatchEndedMessage(circleId, reason)));
    }

    private static string ReasonOf(Departure left) => left.IsExcluded ? WatchEndedMessage.ShownOut : WatchEndedMessage.Left;

    private static SerializedHubMessage Serialised(string name, object news) => new(new InvocationMessage(name, [news]));

    private void Do(Func<Task> step) => queue.Writer.TryWrite(step);

    private async Task DoAsync(Func<Task> step)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!queue.Writer.TryWrite(async () =>
        {
            try
            {
                await step();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })) return;
        await done.Task;
    }

    private async Task RunAsync()
    {
        await foreach (var step in queue.Reader.ReadAllAsync())
        {
            try { await step(); }
            catch (Exception e) { LogStepFailed(log, e, circleId); }
        }
    }

    /// <summary>A connection, how far it has come, and as of which version of the circle its person is a member.</summary>
    private sealed class Watcher(LiveConnection connection, long asOf)
    {
        public LiveConnection Connection { get; } = connection;
        public long AsOf { get; } = asOf;
        public long Position { get; set; }

        public void Send(long activitySeq, SerializedHubMessage message)
        {
            Position = activitySeq;
            Connection.Send(message);
        }
    }

    [LoggerMessage(5001, LogLevel.Warning, "Watching circle {CircleId}: a step failed; the next check makes up for it.")]
    private static partial void LogStepFailed(ILogger log, Exception e, string circleId);

    [LoggerMessage(5002, LogLevel.Information, "Watching circle {CircleId}: news left out {From} to {To}, read from the circle.")]
    private static partial void LogFilled(ILogger log, string circleId, long from, long to);

    [LoggerMessage(5003, LogLevel.Warning, "Watching circle {CircleId} ended, but its subscription could not be given back; it is dropped with this host.")]
    private static partial void LogNotUnsubscribed(ILogger log, Exception e, string circleId);
}

using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Companion;

namespace XelaConnect.ApiHost.Live;

/// <summary>Xela's answers, told piece by piece to all of a person's devices: the news says that one has begun, and the host reads it where it is made.</summary>
internal sealed partial class UserNotificationFollower
{
    /// <summary>How long a finished answer waits for its last pieces to be told before it.</summary>
    private static readonly TimeSpan LastPieces = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Follower> followed = new(StringComparer.Ordinal);

    /// <summary>The newest line told; null when none was.</summary>
    private long? lastXela;

    private void Follow(string answerId, Action<SerializedHubMessage> send)
    {
        foreach (var (id, follower) in followed)
            if (follower.Telling.IsCompleted) followed.Remove(id);
        if (followed.ContainsKey(answerId)) return;
        var stop = new CancellationTokenSource();
        followed.Add(answerId, new Follower(FollowAsync(answerId, send, stop.Token), stop));
    }

    /// <summary>Tells an answer's pieces; whether it told the last one.</summary>
    private async Task<bool> FollowAsync(string answerId, Action<SerializedHubMessage> send, CancellationToken stop)
    {
        try
        {
            await foreach (var piece in ReplyReader.FollowAsync(cluster, userId, answerId, default, stop))
            {
                if (piece.Text.Length > 0) send(Serialised(LiveEvents.XelaDelta, new XelaDeltaJson(answerId, piece.Text, piece.Offset)));
                if (piece.Reply is not null) return true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* told whole */ }
        catch (Exception e)
        {
            LogNotFollowed(log, e);
        }
        return false;
    }

    private async ValueTask DeliverReplyAsync(MessageMessage line, Action<SerializedHubMessage> send)
    {
        var told = followed.Remove(line.MessageId, out var follower) && await follower.EndAsync(LastPieces);
        // It came all at once, or its last pieces do not come, and what was told of it may be void: whoever listens to pieces gets it as one.
        if (!told && line.IsAi && !(line.Seq <= lastXela)) send(Serialised(LiveEvents.XelaDelta, new XelaDeltaJson(line.MessageId, line.Content, 0)));
        lastXela = Math.Max(lastXela ?? 0, line.Seq);
        await DeliverMessageAsync(line, send);
    }

    [LoggerMessage(5105, LogLevel.Warning, "An answer of Xela's could not be followed to its end; devices get it whole.")]
    private static partial void LogNotFollowed(ILogger log, Exception e);

    /// <summary>Tells the pieces of one answer, and is stopped when the answer is there.</summary>
    private sealed record Follower(Task<bool> Telling, CancellationTokenSource Stop)
    {
        /// <summary>Waits for the last pieces, but not longer than they may take; afterwards nothing more is told. Whether all of it was.</summary>
        public async Task<bool> EndAsync(TimeSpan longest)
        {
            Stop.CancelAfter(longest);
            using (Stop) return await Telling;
        }
    }
}

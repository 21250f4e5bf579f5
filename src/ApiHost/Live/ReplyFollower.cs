namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Sends the chunks of Xela's replies to all devices of a user. A notification announces a reply; the host reads its
/// chunks where they are generated. Not safe for concurrent use.
/// </summary>
internal sealed partial class ReplyFollower(
    string userId, IClusterClient cluster, Action<SerializedHubMessage> send, ILogger log)
{
    /// <summary>How long a finished reply waits until its last chunks are sent.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, Following> followed = new(StringComparer.Ordinal);
    private long? lastSeq;

    public void Follow(string replyId)
    {
        foreach (var (id, following) in followed)
            if (following.IsSent.IsCompleted) followed.Remove(id);
        if (followed.ContainsKey(replyId)) return;
        var stop = new CancellationTokenSource();
        followed.Add(replyId, new Following(SendChunksAsync(replyId, stop.Token), stop));
    }

    /// <summary>A reply whose chunks were not all sent is sent as one chunk, which replaces older text.</summary>
    public async ValueTask FinishAsync(MessageMessage line)
    {
        var isSent = followed.Remove(line.MessageId, out var following) && await following.EndAsync(MaxWait);
        if (!isSent && line.IsAi && !(line.Seq <= lastSeq))
            SendChunk(new XelaDeltaJson(line.MessageId, line.Content, 0));
        lastSeq = Math.Max(lastSeq ?? 0, line.Seq);
    }

    /// <summary>Sends the chunks of a reply; returns whether the last one was sent.</summary>
    private async Task<bool> SendChunksAsync(string replyId, CancellationToken stop)
    {
        try
        {
            await foreach (var chunk in ReplyReader.FollowAsync(cluster, userId, replyId, default, stop))
            {
                if (chunk.Text.Length > 0) SendChunk(new XelaDeltaJson(replyId, chunk.Text, chunk.Offset));
                if (chunk.Reply is not null) return true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* The reply is sent as one chunk. */ }
        catch (Exception e) { LogNotFollowed(log, e, replyId); }
        return false;
    }

    private void SendChunk(XelaDeltaJson chunk) => send(LiveEvents.Serialize(LiveEvents.XelaDelta, chunk));

    [LoggerMessage(5105, LogLevel.Warning, "Following of reply {ReplyId} failed; devices get it as one chunk")]
    private static partial void LogNotFollowed(ILogger log, Exception e, string replyId);

    private sealed record Following(Task<bool> IsSent, CancellationTokenSource Stop)
    {
        /// <summary>Waits a limited time for the last chunk. Returns whether all chunks were sent.</summary>
        public async Task<bool> EndAsync(TimeSpan maxWait)
        {
            Stop.CancelAfter(maxWait);
            using (Stop) return await IsSent;
        }
    }
}

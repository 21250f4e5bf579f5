namespace XelaConnect.ApiHost.Live;

/// <summary>Marks messages as delivered: one call for each conversation at a time, and the latest seq wins.</summary>
internal sealed partial class DeliveryMarker(string userId, IClusterClient cluster, ILogger log)
{
    private readonly Dictionary<string, long> latest = new(StringComparer.Ordinal);

    /// <summary>Marks everything up to a message.</summary>
    public void Mark(string conversationId, long seq)
    {
        lock (latest)
        {
            var isRunning = latest.ContainsKey(conversationId);
            latest[conversationId] = seq;
            if (isRunning) return;
        }
        _ = MarkAsync(conversationId);
    }

    private async Task MarkAsync(string conversationId)
    {
        for (var marked = 0L; ;)
        {
            long seq;
            lock (latest)
            {
                seq = latest[conversationId];
                if (seq == marked)
                {
                    latest.Remove(conversationId);
                    return;
                }
            }
            marked = seq;
            try
            {
                if (Pair.TryOfConversation(conversationId, userId, out var pair))
                    await cluster.Conversation(pair.Key).MarkDeliveredAsync(userId, seq);
            }
            catch (Exception e)
            {
                LogNotMarked(log, e, conversationId);
            }
        }
    }

    [LoggerMessage(5104, LogLevel.Warning, "Delivery mark of {ConversationId} failed; the next message marks both")]
    private static partial void LogNotMarked(ILogger log, Exception e, string conversationId);
}

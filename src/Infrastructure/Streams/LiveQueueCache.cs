namespace XelaConnect.Infrastructure.Streams;

/// <summary>Limited by age and size only: a slow subscriber delays no other and misses what is gone.</summary>
internal sealed class LiveQueueCache(TimeProvider time, long maxBytes) : IQueueCache
{
    /// <summary>Longer than the delivery of a message may take.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);
    private const int MaxAddCount = 256;
    private readonly List<(LiveBatch Batch, DateTimeOffset At)> items = [];
    private long bytes;
    private long end;

    public int GetMaxAddCount() => MaxAddCount;
    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        var now = time.GetUtcNow();
        foreach (var batch in messages.Cast<LiveBatch>())
        {
            items.Add((batch, now));
            bytes += batch.Size;
            end = batch.SequenceToken.SequenceNumber + 1;
        }
        Trim(now);
    }

    public bool TryPurgeFromCache(out IList<IBatchContainer> purgedItems)
    {
        Trim(time.GetUtcNow());
        purgedItems = [];
        return false;
    }

    /// <summary>Without a token it starts at the next message.</summary>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) =>
        new Cursor(this, streamId, token?.SequenceNumber ?? end);

    private void Trim(DateTimeOffset now)
    {
        var gone = 0;
        while (gone < items.Count && (bytes > maxBytes || items[gone].At + MaxAge < now)) bytes -= items[gone++].Batch.Size;
        items.RemoveRange(0, gone);
    }

    private int IndexOf(long number)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (items[middle].Batch.SequenceToken.SequenceNumber < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// <summary>A number, so that it keeps no message in memory.</summary>
    private sealed class Cursor(LiveQueueCache cache, StreamId stream, long next) : IQueueCacheCursor
    {
        private LiveBatch? current;
        private bool readToEnd;

        [Obsolete("The agent calls MoveNextWithResult.")]
        public bool MoveNext() => MoveNextWithResult().Kind == QueueCacheCursorMoveResultKind.Success;

        public QueueCacheCursorMoveResult MoveNextWithResult()
        {
            for (var i = cache.IndexOf(next); i < cache.items.Count; i++)
            {
                if (!cache.items[i].Batch.StreamId.Equals(stream)) continue;
                current = cache.items[i].Batch;
                next = current.SequenceToken.SequenceNumber + 1;
                readToEnd = false;
                return QueueCacheCursorMoveResult.Success;
            }
            next = cache.end;
            current = null;
            readToEnd = true;
            return QueueCacheCursorMoveResult.NoData;
        }

        public IBatchContainer? GetCurrent(out Exception? exception)
        {
            exception = null;
            return current;
        }

        // The agent calls this with the first new message of the stream. A cursor at the end skips to it.
        public void Refresh(StreamSequenceToken token)
        {
            if (readToEnd && token.SequenceNumber > next) next = token.SequenceNumber;
        }

        // The time for retries is over; the subscriber finds the gap by seq.
        public void RecordDeliveryFailure() { }

        public void Dispose() { }
    }
}

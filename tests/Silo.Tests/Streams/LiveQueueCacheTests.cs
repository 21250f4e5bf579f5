using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;
using XelaConnect.Infrastructure.Streams;

namespace XelaConnect.Tests.Streams;

/// <summary>What an agent keeps, and how far a subscriber may lag behind.</summary>
public sealed class LiveQueueCacheTests
{
    private static readonly StreamId A = StreamId.Create("test", "a");
    private static readonly StreamId B = StreamId.Create("test", "b");

    private readonly FakeTimeProvider time = new();
    private readonly LiveQueueCache cache;
    private long number;

    public LiveQueueCacheTests() => cache = new LiveQueueCache(time, maxBytes: 64 << 10);

    [Fact]
    public void Subscriber_reads_from_where_it_subscribed()
    {
        Add(A, B, A);
        var fromTheFirst = cache.GetCacheCursor(A, Token(1));
        var fromNowOn = cache.GetCacheCursor(A, null!);
        Add(B, A);
        Read(fromTheFirst).ShouldBe([1, 3, 5]);
        Read(fromNowOn).ShouldBe([5]);
    }

    [Fact]
    public void Subscriber_at_the_end_continues_with_the_next_message()
    {
        Add(A);
        var cursor = cache.GetCacheCursor(A, Token(1));
        Read(cursor).ShouldBe([1]);
        Add(B, B);
        Add(A, B, A);
        cursor.Refresh(Token(4));
        Read(cursor).ShouldBe([4, 6]);
        Read(cursor).ShouldBeEmpty();
    }

    [Fact]
    public void Later_token_does_not_skip_an_unread_message()
    {
        Add(A, A);
        var cursor = cache.GetCacheCursor(A, Token(1));
        cursor.MoveNextWithResult().ShouldBe(QueueCacheCursorMoveResult.Success);
        Add(A);
        cursor.Refresh(Token(3));
        Read(cursor).ShouldBe([2, 3]);
    }

    [Fact]
    public void Expired_message_is_evicted_unread()
    {
        Add(A, A);
        var cursor = cache.GetCacheCursor(A, Token(1));
        time.Advance(TimeSpan.FromSeconds(11));
        Add(A);
        cache.TryPurgeFromCache(out _);
        Read(cursor).ShouldBe([3]);
    }

    [Fact]
    public void Cache_is_bounded_in_size()
    {
        var cursor = cache.GetCacheCursor(A, null!);
        for (var i = 0; i < 200; i++)
        {
            cache.IsUnderPressure().ShouldBeFalse();
            Add(1 << 10, A);
        }
        var left = Read(cursor);
        left.Count.ShouldBeInRange(40, 64);
        left.ShouldBe(Enumerable.Range(201 - left.Count, left.Count).Select(n => (long)n));
    }

    private static Orleans.Providers.Streams.Common.EventSequenceTokenV2 Token(long number) => new(number);

    private void Add(params StreamId[] streams) => Add(0, streams);

    private void Add(int size, params StreamId[] streams) =>
        cache.AddToCache([.. streams.Select(stream => new LiveBatch(new LiveMessage(stream, new byte[size], null), ++number, null!))]);

    private static List<long> Read(IQueueCacheCursor cursor)
    {
        var read = new List<long>();
        while (cursor.MoveNextWithResult() == QueueCacheCursorMoveResult.Success)
            read.Add(cursor.GetCurrent(out _)!.SequenceToken.SequenceNumber);
        return read;
    }
}

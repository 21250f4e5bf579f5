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

    public LiveQueueCacheTests() => cache = new LiveQueueCache(time, mostBytes: 64 << 10);

    [Fact]
    public void A_subscriber_reads_its_stream_from_where_it_came_in()
    {
        Add(A, B, A);
        var fromTheFirst = cache.GetCacheCursor(A, Token(1));
        var fromNowOn = cache.GetCacheCursor(A, null!);
        Add(B, A);
        Read(fromTheFirst).ShouldBe([1, 3, 5]);
        Read(fromNowOn).ShouldBe([5]);
    }

    [Fact]
    public void A_subscriber_that_had_read_to_the_end_goes_on_with_the_next()
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
    public void A_token_of_a_later_message_does_not_pass_over_one_still_unread()
    {
        Add(A, A);
        var cursor = cache.GetCacheCursor(A, Token(1));
        cursor.MoveNextWithResult().ShouldBe(QueueCacheCursorMoveResult.Success);
        Add(A);
        cursor.Refresh(Token(3));
        Read(cursor).ShouldBe([2, 3]);
    }

    [Fact]
    public void What_is_old_goes_whoever_has_not_read_it_and_the_subscriber_goes_on_with_what_is_left()
    {
        Add(A, A);
        var cursor = cache.GetCacheCursor(A, Token(1));
        time.Advance(TimeSpan.FromSeconds(11));
        Add(A);
        cache.TryPurgeFromCache(out _);
        Read(cursor).ShouldBe([3]);
    }

    [Fact]
    public void What_is_kept_is_bounded_in_size_whoever_has_not_read_it()
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
        while (cursor.MoveNextWithResult() == QueueCacheCursorMoveResult.Success) read.Add(cursor.GetCurrent(out _)!.SequenceToken.SequenceNumber);
        return read;
    }
}

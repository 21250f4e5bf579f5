using System.Collections.Immutable;
using XelaConnect.ApiHost.Live;
using XelaConnect.Circles;
using XelaConnect.TestKit;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Live;

public sealed class RecentPostsTests
{
    private readonly List<(long After, int Limit)> reads = [];
    private readonly HashSet<long> removed = [];
    private TaskCompletionSource? gate;
    private long lastSeq = 10_000;

    [Fact]
    public async Task Crowd_behind_by_up_to_500_posts_costs_five_reads()
    {
        gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var recent = Create();
        var devices = Enumerable.Range(0, 1000)
            .Select(i => (After: 9_500L + i / 2, Posts: recent.ReadAsync(9_500 + i / 2, lastSeq, 500))).ToList();
        gate.SetResult();
        foreach (var (after, posts) in devices) (await posts).Select(p => p.Seq).ShouldBe(Range(after, lastSeq));
        reads.Count.ShouldBe(5);
        reads.ShouldBeUnique();
    }

    [Fact]
    public async Task Crowd_far_behind_at_one_position_costs_one_read()
    {
        gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var recent = Create();
        var devices = Enumerable.Range(0, 100).Select(_ => recent.ReadAsync(42, lastSeq, 500)).ToList();
        gate.SetResult();
        foreach (var posts in devices) (await posts).Select(p => p.Seq).ShouldBe(Range(42, 542));
        reads.ShouldBe([(42, 500)]);
    }

    [Fact]
    public async Task Posts_that_were_delivered_are_not_read()
    {
        var recent = Create();
        for (var seq = lastSeq + 1; seq <= lastSeq + 700; seq++) recent.Add(Post(seq));
        lastSeq += 700;
        (await recent.ReadAsync(lastSeq - 500, lastSeq, 500)).Select(p => p.Seq).ShouldBe(Range(lastSeq - 500, lastSeq));
        (await recent.ReadAsync(lastSeq - 3, lastSeq - 1, 500)).Select(p => p.Seq).ShouldBe(Range(lastSeq - 3, lastSeq - 1));
        (await recent.ReadAsync(lastSeq - 30, lastSeq, 10)).Select(p => p.Seq).ShouldBe(Range(lastSeq - 30, lastSeq - 20));
        reads.ShouldBeEmpty();
        (await recent.ReadAsync(lastSeq - 501, lastSeq, 500)).Select(p => p.Seq).ShouldBe(Range(lastSeq - 501, lastSeq - 1));
        reads.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(499)]
    [InlineData(501)]
    public async Task Every_position_of_a_circle_gets_what_follows_it(int posts)
    {
        lastSeq = posts;
        for (var after = 0; after <= posts; after++)
        {
            var recent = Create();
            (await recent.ReadAsync(after, posts, 500)).Select(p => p.Seq).ShouldBe(Range(after, Math.Min(posts, after + 500)));
        }
    }

    [Fact]
    public async Task Post_removed_while_its_page_is_read_is_shown_without_its_text()
    {
        gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var recent = Create();
        var reading = recent.ReadAsync(lastSeq - 10, lastSeq, 500);
        await Until.TrueAsync(() => reads.Count == 1);
        removed.Add(lastSeq - 5);
        recent.Remove(lastSeq - 5);
        gate.SetResult();
        (await reading).Single(p => p.Removed).ShouldBe(Post(lastSeq - 5) with { Message = "", Removed = true });
        recent.Remove(lastSeq - 1);
        (await recent.ReadAsync(lastSeq - 2, lastSeq, 500)).Select(p => p.Message).ShouldBe(["", $"post {lastSeq}"]);
    }

    [Fact]
    public async Task Failed_read_fails_those_who_wait_and_is_repeated_by_the_next()
    {
        var fails = true;
        var recent = new RecentPosts((after, limit) =>
            fails ? throw new TimeoutException("the silo is gone") : Task.FromResult(Page(after, limit)));
        recent.Begin(lastSeq);
        await Should.ThrowAsync<TimeoutException>(() => recent.ReadAsync(lastSeq - 1, lastSeq, 500));
        fails = false;
        (await recent.ReadAsync(lastSeq - 1, lastSeq, 500)).Single().ShouldBe(Post(lastSeq));
    }

    [Fact]
    public async Task Deleted_circle_has_no_posts()
    {
        var recent = new RecentPosts(static (_, _) => Task.FromResult(ImmutableArray<CirclePost>.Empty));
        recent.Begin(lastSeq);
        (await recent.ReadAsync(lastSeq - 50, lastSeq, 500)).ShouldBeEmpty();
    }

    private RecentPosts Create()
    {
        var recent = new RecentPosts(async (after, limit) =>
        {
            // As the circle had them when the read began.
            var page = Page(after, limit);
            lock (reads) reads.Add((after, limit));
            if (gate is not null) await gate.Task;
            return page;
        });
        recent.Begin(lastSeq);
        return recent;
    }

    private ImmutableArray<CirclePost> Page(long after, int limit) => [.. Range(after, Math.Min(after + limit, lastSeq))
        .Select(seq => removed.Contains(seq) ? Post(seq) with { Message = "", Removed = true } : Post(seq))];

    private static IEnumerable<long> Range(long after, long upTo)
    {
        for (var seq = after + 1; seq <= upTo; seq++) yield return seq;
    }

    private static CirclePost Post(long seq) => new($"act_{seq}", seq, "user_1", "Ada", $"post {seq}", default, Removed: false);
}

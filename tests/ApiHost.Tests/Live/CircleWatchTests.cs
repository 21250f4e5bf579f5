using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.ApiHost.Live;
using XelaConnect.Circles;
using XelaConnect.Notifications;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Live;

public sealed class CircleWatchTests
{
    private const string Read = "ICircleGrain.HistoryAsync";
    private readonly FakeGrains grains = new();
    private readonly FakeStreams streams = new();
    private CircleVersions now = new(Seq: 10, Version: 5, MembersCount: 2, Active: true);

    private FakeStream<CircleNotification> Stream => streams.Of<CircleNotification>(StreamCatalog.Circle("circle-1"));

    public CircleWatchTests() => grains
        .On<ICircleGrain>(nameof(ICircleGrain.VersionsAsync), (_, _) => now)
        .On<ICircleGrain>(nameof(ICircleGrain.RemovedSinceAsync), (_, _) => new RemovedPosts([new(9, 6, default)], 6, More: false))
        .On<ICircleGrain>(nameof(ICircleGrain.HistoryAsync), (_, arguments) => (ImmutableArray<CirclePost>)
            [.. Enumerable.Range((int)(long)arguments[0]! + 1, (int)(now.Seq - (long)arguments[0]!)).Select(seq => Post(seq))]);

    [Fact]
    public async Task Confirmation_finds_a_lost_last_post()
    {
        var watch = await OpenAsync();
        now = now with { Seq = 11 };
        await Stream.OnNextAsync(CircleNotification.Confirmation("circle-1", now));
        await watch.DetachAsync("the step after it");
        grains.All(Read).Count.ShouldBe(1);
        (await watch.MissedAsync(10, 11, 100)).Select(post => post.Seq).ShouldBe([11]);
    }

    [Fact]
    public async Task Confirmation_of_what_arrived_reads_nothing()
    {
        var watch = await OpenAsync();
        now = now with { Seq = 11 };
        await Stream.OnNextAsync(new CircleNotification("circle-1", [Post(11)], 5, null, [], [], Closed: false, [], Since: 5));
        await Stream.OnNextAsync(CircleNotification.Confirmation("circle-1", now));
        (await watch.MissedAsync(10, 11, 100)).ShouldHaveSingleItem();
        grains.Called.ShouldBe(["ICircleGrain.VersionsAsync"], "only when the watch opened");
    }

    [Fact]
    public async Task Gap_in_the_versions_finds_a_lost_removal()
    {
        var watch = await OpenAsync();
        await Stream.OnNextAsync(new CircleNotification("circle-1", [Post(11)], 5, null, [], [], Closed: false, [], Since: 5));
        (await watch.MissedAsync(8, 11, 100))[0].Removed.ShouldBeFalse();
        // The removal of post 9 at version 6 was lost.
        now = now with { Seq = 12, Version = 7, MembersCount = 3 };
        await Stream.OnNextAsync(new CircleNotification("circle-1", [Post(12)], 7, 3, [], [], Closed: false, [], Since: 6));
        (await watch.MissedAsync(8, 12, 100)).Select(post => post.Removed).ShouldBe([true, false, false, false]);
        watch.Version.ShouldBe(7);
    }

    private static CirclePost Post(int seq) => new($"post-{seq}", seq, "user-1", "Ada", "hello", default, Removed: false);

    private async Task<CircleWatch> OpenAsync()
    {
        var watch = new CircleWatch(
            "circle-1", FakeCluster.Of(grains, streams, StreamCatalog.Provider), static (_, _, _) => { }, TimeProvider.System,
            NullLogger.Instance, Task.CompletedTask);
        await watch.Opening;
        return watch;
    }
}

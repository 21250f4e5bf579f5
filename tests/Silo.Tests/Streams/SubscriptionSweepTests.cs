using System.Text.RegularExpressions;
using Orleans.Streams;
using Orleans.Streams.PubSub;
using XelaConnect.Infrastructure.Streams;
using XelaConnect.Notifications;

namespace XelaConnect.Tests.Streams;

/// <summary>Rows of streams whose hosts are gone, of which nothing is published any more.</summary>
public sealed partial class SubscriptionSweepTests
{
    private static readonly LiveStreamSettings OneQueue = new(1) { MaxBytes = 64 << 10 };

    [Fact]
    public async Task Subscriptions_of_a_dead_host_are_deleted()
    {
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue);
        for (var i = 0; i < 450; i++) await LiveCluster.Stream(cluster.Client, $"{i:000}").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        // A host that lives, inside the silo.
        await LiveCluster.Stream(cluster.Inside, "007").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        await LiveCluster.Stream(cluster.Inside, "hosted").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        cluster.Rows.Count.ShouldBe(451);
        await cluster.Inner.KillClientAsync();

        await SweepAsync(cluster);
        cluster.Clock.Advance(SubscriptionCleanupGrain.Pause);
        await SweepAsync(cluster);
        cluster.Rows.Count.ShouldBe(451, "a host without a report may be of an earlier version");
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync(cluster);

        cluster.Rows.Streams.ShouldBe(["live/test/007", "live/test/hosted"]);
    }

    [Fact]
    public async Task Subscriptions_of_a_live_host_stay()
    {
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue);
        var held = await LiveCluster.Stream(cluster.Client, "kept").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        // As an API host finds it out.
        cluster.Client.GetStreamProvider(StreamCatalog.Provider).TryGetStreamSubscriptionManager(out var manager).ShouldBeTrue();
        var name = (await manager.GetSubscriptions(StreamCatalog.Provider, held.StreamId)).Single(s => s.SubscriptionId == held.HandleId)
            .GrainId.Key.ToString()!.Split('+')[0];
        for (var pass = 0; pass < 4; pass++)
        {
            await cluster.Client.PresenceHost(name).HeartbeatAsync();
            await SweepAsync(cluster);
            cluster.Clock.Advance(SubscriptionCleanupGrain.Pause);
        }
        cluster.Rows.Streams.ShouldBe(["live/test/kept"]);
        await SweepAsync(cluster);
        cluster.Rows.ShouldBeEmpty("it reported, and then stopped");
    }

    [Fact]
    public async Task Rows_with_only_dead_publishers_are_deleted()
    {
        await using var cluster = await LiveCluster.StartAsync(2, OneQueue);
        var held = await LiveCluster.Stream(cluster.Client, "left").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        await cluster.PublishAsync("left", 0);
        await Until.TrueAsync(() => Publisher().IsMatch(cluster.Rows.Text("live/test/left")));
        await held.UnsubscribeAsync();
        var publisher = SiloAddress.FromParsableString(Publisher().Match(cluster.Rows.Text("live/test/left")).Value);
        await cluster.Inner.KillSiloAsync(cluster.Inner.GetSiloForAddress(publisher).ShouldNotBeNull());

        await Until.TrueAsync(async () =>
        {
            cluster.Clock.Advance(SubscriptionCleanupGrain.Pause);
            try { await SweepAsync(cluster); }
            catch (Exception e) when (e is OrleansException or TimeoutException) { }
            return cluster.Rows.IsEmpty;
        });
    }

    /// <summary>The silo of a publisher in a row, as Orleans stores it.</summary>
    [GeneratedRegex(@"127\.0\.0\.1:\d+@\d+")]
    private static partial Regex Publisher();

    private static async Task SweepAsync(LiveCluster cluster)
    {
        while (await cluster.Inside.GetGrain<ISubscriptionCleanupGrain>("sweep").RunAsync()) { }
    }
}

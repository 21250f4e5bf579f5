using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;
using XelaConnect.Infrastructure.Streams;
using XelaConnect.Notifications;

namespace XelaConnect.Tests.Streams;

/// <summary>The provider between silos and a client, as hosts use it.</summary>
public sealed class LiveStreamsTests
{
    private static readonly LiveStreamSettings OneQueue = new(1) { MaxBytes = 64 << 10 };

    [Fact]
    public async Task Subscriber_receives_every_message_once_in_order()
    {
        await using var cluster = await LiveCluster.StartAsync(2, new LiveStreamSettings(4));
        var watched = new Dictionary<string, ReceivedEvents>();
        foreach (var key in Enumerable.Range(0, 8).Select(i => $"stream-{i}"))
        {
            watched[key] = new ReceivedEvents();
            await LiveCluster.Stream(cluster.Client, key).SubscribeAsync(watched[key].OnNextAsync);
        }
        await Task.WhenAll(watched.Keys.Select(async key =>
        {
            for (var i = 0; i < 100; i++) await cluster.PublishAsync(key, i);
        }));
        foreach (var seen in watched.Values) (await seen.AtLeastAsync(100)).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Stopping_silo_does_not_wait_for_polls()
    {
        // A poll without messages would wait for an hour: what arrives was pushed.
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue with { LongPoll = TimeSpan.FromHours(1) });
        var seen = new ReceivedEvents();
        await LiveCluster.Stream(cluster.Client, "pushed").SubscribeAsync(seen.OnNextAsync);
        for (var i = 0; i < 20; i++)
        {
            await cluster.PublishAsync("pushed", i);
            await seen.AtLeastAsync(i + 1);
        }
        cluster.PollLog.AnsweredEmpty.ShouldBe(0);

        var before = cluster.PollLog.TimedOut;
        await cluster.Inner.StopAllSilosAsync();
        cluster.PollLog.TimedOut.ShouldBe(before);
    }

    [Fact]
    public async Task Stuck_subscriber_does_not_block_others()
    {
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue);
        var stuck = cluster.Inside.GetGrain<IStuckGrain>("stuck");
        await stuck.SubscribeAsync();
        var seen = new ReceivedEvents();
        await LiveCluster.Stream(cluster.Client, "other").SubscribeAsync(seen.OnNextAsync);
        await cluster.PublishAsync("stuck", 0);
        await Until.TrueAsync(stuck.HasGotOneAsync);

        // Several times as much as the queue and its agent may keep together.
        for (var i = 0; i < 200; i++)
        {
            await cluster.PublishAsync("stuck", i + 1, size: 1 << 10);
            await cluster.PublishAsync("other", i, size: 1 << 10);
            await seen.AtLeastAsync(i + 1);
        }
        (await seen.AtLeastAsync(200)).ShouldBe(Enumerable.Range(0, 200));
        await stuck.ReleaseAsync();
    }

    [Fact]
    public async Task Killed_client_loses_its_subscriptions()
    {
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue);
        await LiveCluster.Stream(cluster.Client, "dead").SubscribeAsync(new ReceivedEvents().OnNextAsync);
        (await SubscriptionsAsync()).ShouldBe(1);
        await cluster.Inner.KillClientAsync();
        await Until.TrueAsync(async () =>
        {
            await cluster.PublishAsync("dead", 0);
            return await SubscriptionsAsync() == 0;
        });

        async Task<int> SubscriptionsAsync()
        {
            var manager = cluster.Inside.ServiceProvider.GetRequiredService<IStreamSubscriptionManagerAdmin>()
                .GetStreamSubscriptionManager(StreamSubscriptionManagerType.ExplicitSubscribeOnly);
            return (await manager.GetSubscriptions(StreamCatalog.Provider, StreamId.Create("test", "dead"))).Count();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Queue_of_a_stopped_silo_moves_to_another(bool killed)
    {
        await using var cluster = await LiveCluster.StartAsync(2, OneQueue);
        var seen = new ReceivedEvents();
        await LiveCluster.Stream(cluster.Client, "moved").SubscribeAsync(seen.OnNextAsync);
        await cluster.PublishAsync("moved", 0);
        await seen.AtLeastAsync(1);

        var place = await cluster.Inside.GetGrain<IManagementGrain>(0)
            .GetActivationAddress(cluster.Inside.GetGrain<ILiveQueueGrain>("live-0"));
        var silo = cluster.Inner.GetSiloForAddress(place.ShouldNotBeNull()).ShouldNotBeNull();
        await (killed ? cluster.Inner.KillSiloAsync(silo) : cluster.Inner.StopSiloAsync(silo));

        // Events may be lost meanwhile; later ones are not.
        await Until.TrueAsync(async () =>
        {
            try { await cluster.PublishAsync("moved", 1); }
            catch (Exception e) when (e is OrleansException or TimeoutException) { }
            return seen.Has(1);
        });
        var already = (await seen.AtLeastAsync(1)).Length;
        for (var i = 100; i < 150; i++) await cluster.PublishAsync("moved", i);
        await Until.TrueAsync(() => Task.FromResult(seen.Has(149)));
        (await seen.AtLeastAsync(already)).Where(number => number >= 100).ShouldBe(Enumerable.Range(100, 50));
    }

    [Fact]
    public async Task Full_queue_drops_its_oldest_messages()
    {
        await using var cluster = await LiveCluster.StartAsync(1, OneQueue);
        var queue = cluster.Inside.GetGrain<ILiveQueueGrain>("nobody's");
        for (var i = 0; i < 200; i++)
            await queue.PutAsync(new LiveMessage(StreamId.Create("test", "full"), [(byte)i, .. new byte[1 << 10]], null));
        var left = (await queue.TakeAsync(1, int.MaxValue)).ShouldNotBeNull();
        left.Length.ShouldBeInRange(40, 64);
        left.Select(message => (int)message.Payload[0]).ShouldBe(Enumerable.Range(200 - left.Length, left.Length));
    }
}

/// <summary>Subscribes to the stream of its key and never comes back from the first message.</summary>
[Alias("tests.stuck")]
internal interface IStuckGrain : IGrainWithStringKey
{
    [Alias("Subscribe")]
    Task SubscribeAsync();

    [Alias("HasGotOne"), AlwaysInterleave]
    Task<bool> HasGotOneAsync();

    /// <summary>Lets it come back after all, so that its silo can stop.</summary>
    [Alias("Release"), AlwaysInterleave]
    Task ReleaseAsync();
}

internal sealed class StuckGrain : Grain, IStuckGrain
{
    private readonly TaskCompletionSource release = new();
    private bool hasGotOne;

    public Task SubscribeAsync() => this.GetStreamProvider(StreamCatalog.Provider)
        .GetStream<TestEvent>(StreamId.Create("test", this.GetPrimaryKeyString())).SubscribeAsync((_, _) =>
    {
        hasGotOne = true;
        return release.Task;
    });

    public Task<bool> HasGotOneAsync() => Task.FromResult(hasGotOne);

    public Task ReleaseAsync()
    {
        release.TrySetResult();
        return Task.CompletedTask;
    }
}

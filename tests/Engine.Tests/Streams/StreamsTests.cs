namespace XelaConnect.Tests.Engine;

/// <summary>News from whoever publishes to whoever subscribed. Where none must come, another subscriber says that it was handed out.</summary>
[Collection(EngineTests.Name)]
public sealed class StreamsTests(RunningEngine engine)
{
    [Fact]
    public async Task Each_subscriber_gets_everything_once_and_in_order()
    {
        var stream = Fresh();
        var (one, other) = (await SubscribedAsync(stream), await SubscribedAsync(stream));
        for (var i = 0; i < 100; i++) await stream.OnNextAsync(new News(i));
        await stream.OnNextBatchAsync(Enumerable.Range(100, 50).Select(i => new News(i)));
        await ToldAsync(stream, one, other);
        one.Notes.ShouldBe([.. Enumerable.Range(0, 150).Select(i => $"{i}"), "-1"]);
        other.Notes.ShouldBe(one.Notes);
    }

    [Fact]
    public async Task A_subscriber_gets_what_is_published_after_it_subscribed()
    {
        var stream = Fresh();
        var early = await SubscribedAsync(stream);
        await stream.OnNextAsync(new News(1));
        await early.SeenAsync("1");
        var late = await SubscribedAsync(stream);
        await ToldAsync(stream, early, late);
        early.Notes.ShouldBe(["1", "-1"]);
        late.Notes.ShouldBe(["-1"]);
    }

    [Fact]
    public async Task Streams_are_told_apart_by_namespace_and_key()
    {
        var (space, key) = (RunningEngine.FreshKey(), RunningEngine.FreshKey());
        var streams = new[] { Stream(space, key), Stream(space, key + "2"), Stream(space + "2", key) };
        var seen = new List<Probe>();
        foreach (var stream in streams) seen.Add(await SubscribedAsync(stream));
        for (var i = 0; i < streams.Length; i++) await streams[i].OnNextAsync(new News(i));
        for (var i = 0; i < streams.Length; i++) await ToldAsync(streams[i], seen[i]);
        for (var i = 0; i < streams.Length; i++) seen[i].Notes.ShouldBe([$"{i}", "-1"]);
    }

    [Fact]
    public async Task Who_unsubscribed_gets_no_more()
    {
        var stream = Fresh();
        var (probe, witness) = (new Probe(), await SubscribedAsync(stream));
        var subscription = await stream.SubscribeAsync(To(probe));
        await stream.OnNextAsync(new News(1));
        await probe.SeenAsync("1");
        await subscription.UnsubscribeAsync();
        await ToldAsync(stream, witness);
        await engine.BreathAsync();
        probe.Notes.ShouldBe(["1"]);
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_resumes_has_another_handler_and_the_same_subscription()
    {
        var stream = Fresh();
        var (before, after, witness) = (new Probe(), new Probe(), await SubscribedAsync(stream));
        var subscription = await stream.SubscribeAsync(To(before));
        await stream.OnNextAsync(new News(1));
        await before.SeenAsync("1");
        await witness.SeenAsync("1");
        var handle = (await stream.GetAllSubscriptionHandles()).Single(handle => handle.HandleId == subscription.HandleId);
        var resumed = await handle.ResumeAsync(To(after));
        resumed.HandleId.ShouldBe(subscription.HandleId);
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(2);
        await ToldAsync(stream, witness, after);
        await engine.BreathAsync();
        before.Notes.ShouldBe(["1"]);
        after.Notes.ShouldBe(["-1"]);
    }

    [Fact]
    public async Task A_subscriber_that_throws_stops_neither_others_nor_what_comes_after()
    {
        var stream = Fresh();
        var (throwing, witness) = (new Probe(), await SubscribedAsync(stream));
        await stream.SubscribeAsync((news, _) =>
        {
            throwing.Note($"{news.Number}");
            return news.Number == 1 ? throw new RefusedException("Not this one.") : Task.CompletedTask;
        });
        for (var i = 0; i < 4; i++) await stream.OnNextAsync(new News(i));
        await ToldAsync(stream, witness, throwing);
        witness.Notes.ShouldBe(["0", "1", "2", "3", "-1"]);
        // What was refused may be offered again.
        throwing.Notes.Distinct().ShouldBe(witness.Notes);
    }

    [Fact]
    public async Task A_subscriber_that_is_slow_holds_up_neither_the_publisher_nor_others()
    {
        // A grain: the handlers of one client share its turns, so a slow one there holds up the others of that client.
        var (grain, slow) = engine.Fresh<IListeningGrain>();
        var space = RunningEngine.FreshKey();
        var stream = Stream(space, "grain");
        await grain.ListenAsync(space);
        var witness = await SubscribedAsync(stream);
        for (var i = 0; i < 20; i++) await stream.OnNextAsync(new News(i)).WaitAsync(RunningEngine.Patience);
        await ToldAsync(stream, witness);
        await slow.SeenAsync("0");
        slow.Notes.ShouldBe(["activated", "0"]);
        slow.Open("slow");
        await slow.SeenAsync("-1");
        slow.Notes[1..].ShouldBe(witness.Notes);
    }

    [Fact]
    public async Task A_grain_subscribes_and_publishes_in_its_own_turns()
    {
        var (grain, probe) = engine.Fresh<IListeningGrain>();
        var space = RunningEngine.FreshKey();
        var stream = Stream(space, "grain");
        var witness = await SubscribedAsync(stream);
        await grain.ListenAsync(space);
        var held = grain.HoldAsync();
        await probe.SeenAsync("in hold");
        await stream.OnNextAsync(new News(1));
        await witness.SeenAsync("1");
        await engine.BreathAsync();
        probe.Open("hold");
        await held.WaitAsync(RunningEngine.Patience);
        await probe.SeenAsync("1");
        await grain.PublishAsync(space, 2).WaitAsync(RunningEngine.Patience);
        await witness.SeenAsync("2");
        await probe.SeenAsync("2");
        await grain.LeaveAsync(space);
        await ToldAsync(stream, witness);
        await engine.BreathAsync();
        probe.Notes.ShouldBe(["activated", "in hold", "out hold", "1", "2"]);
        (await stream.GetAllSubscriptionHandles()).Count.ShouldBe(1);
    }

    private static Func<News, StreamSequenceToken, Task> To(Probe probe) => (news, _) =>
    {
        probe.Note($"{news.Number}");
        return Task.CompletedTask;
    };

    private static async Task<Probe> SubscribedAsync(IAsyncStream<News> stream)
    {
        var probe = new Probe();
        await stream.SubscribeAsync(To(probe));
        return probe;
    }

    /// <summary>Publishes a last one and waits until these have got it, and with it whatever came before.</summary>
    private static async Task ToldAsync(IAsyncStream<News> stream, params Probe[] subscribers)
    {
        await stream.OnNextAsync(new News(-1));
        foreach (var subscriber in subscribers) await subscriber.SeenAsync("-1");
    }

    private IAsyncStream<News> Fresh() => Stream("test", RunningEngine.FreshKey());

    private IAsyncStream<News> Stream(string space, string key) => engine.Client.GetStreamProvider("live").GetStream<News>(StreamId.Create(space, key));
}

[GenerateSerializer, Immutable, Alias("tests.engine.news")]
public sealed record News([property: Id(0)] int Number);

public interface IListeningGrain : IGrainWithStringKey
{
    Task ListenAsync(string space);

    Task LeaveAsync(string space);

    Task PublishAsync(string space, int number);

    Task HoldAsync();
}

internal sealed class ListeningGrain : ProbedGrain, IListeningGrain
{
    private TaskScheduler? own;

    public Task ListenAsync(string space)
    {
        own = TaskScheduler.Current;
        return Stream(space).SubscribeAsync((news, _) =>
        {
            Probe.Note(TaskScheduler.Current == own ? $"{news.Number}" : "elsewhere");
            return news.Number == 0 ? Probe.DoorAsync("slow") : Task.CompletedTask;
        });
    }

    public async Task LeaveAsync(string space)
    {
        foreach (var handle in await Stream(space).GetAllSubscriptionHandles()) await handle.UnsubscribeAsync();
    }

    public Task PublishAsync(string space, int number) => Stream(space).OnNextAsync(new News(number));

    public Task HoldAsync() => Probe.PassAsync("hold");

    private IAsyncStream<News> Stream(string space) => this.GetStreamProvider("live").GetStream<News>(StreamId.Create(space, "grain"));
}

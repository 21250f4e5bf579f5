using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace XelaConnect.Standalone.Engine;

/// <summary>
/// Streams within the process: news are put before each subscriber in order, and each takes them at its own pace (ADR 0019). Nothing is kept for a stream
/// that nobody has subscribed to.
/// </summary>
internal sealed class LiveStreams(StandaloneOptions options, ILogger<LiveStreams> log)
{
    private readonly ConcurrentDictionary<StreamId, Topic> topics = new();

    public IStreamProvider Provider(string name) => name == "live" ? new LiveProvider(this) : throw new OrleansException($"There is no stream provider \"{name}\".");

    /// <summary>Puts news before everyone who has subscribed by now.</summary>
    public void Publish<T>(StreamId id, IEnumerable<T> news)
    {
        if (!topics.TryGetValue(id, out var topic)) return;
        lock (topic)
            foreach (var item in news)
            {
                var token = new StreamSequenceToken(++topic.Last);
                foreach (var subscription in topic.Subscriptions) ((Subscription<T>)subscription).Put(item, token);
            }
    }

    public Subscription<T> Subscribe<T>(StreamId id, Func<T, StreamSequenceToken, Task> onNext)
    {
        var subscription = new Subscription<T>(this, id, Activation.OfTurn, onNext, options.MostNewsWaiting, log);
        while (true)
        {
            var topic = topics.GetOrAdd(id, static _ => new Topic());
            lock (topic)
            {
                if (topic.Forgotten) continue;
                topic.Subscriptions.Add(subscription);
                return subscription;
            }
        }
    }

    /// <summary>Those of the caller: of the grain in whose turn it is, or of the host.</summary>
    public IList<StreamSubscriptionHandle<T>> Subscriptions<T>(StreamId id)
    {
        if (!topics.TryGetValue(id, out var topic)) return [];
        var owner = Activation.OfTurn;
        lock (topic) return [.. topic.Subscriptions.Cast<Subscription<T>>().Where(s => s.Owner == owner)];
    }

    public void Remove<T>(Subscription<T> subscription)
    {
        if (!topics.TryGetValue(subscription.StreamId, out var topic)) return;
        lock (topic)
        {
            if (!topic.Subscriptions.Remove(subscription) || topic.Subscriptions.Count > 0) return;
            topic.Forgotten = true;
            topics.TryRemove(new(subscription.StreamId, topic));
        }
    }

    private sealed class Topic
    {
        public List<object> Subscriptions { get; } = [];
        public long Last { get; set; }
        public bool Forgotten { get; set; }
    }

    private sealed class LiveProvider(LiveStreams streams) : IStreamProvider
    {
        public IAsyncStream<T> GetStream<T>(StreamId streamId) => new LiveStream<T>(streams, streamId);
    }
}

/// <summary>One stream, as its users see it.</summary>
internal sealed class LiveStream<T>(LiveStreams streams, StreamId id) : IAsyncStream<T>
{
    public StreamId StreamId => id;

    public Task OnNextAsync(T item) => OnNextBatchAsync([item]);

    public Task OnNextBatchAsync(IEnumerable<T> batch)
    {
        streams.Publish(id, batch);
        return Task.CompletedTask;
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(Func<T, StreamSequenceToken, Task> onNextAsync) =>
        Task.FromResult<StreamSubscriptionHandle<T>>(streams.Subscribe(id, onNextAsync));

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() => Task.FromResult(streams.Subscriptions<T>(id));
}

/// <summary>
/// One subscriber and what waits for it. When too much does, the oldest is let go of: it finds the hole by <c>seq</c>. A grain is told in its turns, and its
/// subscription ends with its activation; in Orleans it would wake the grain again, which nothing here relies on.
/// </summary>
internal sealed partial class Subscription<T> : StreamSubscriptionHandle<T>
{
    private static readonly Meter Meter = new("XelaConnect.Streams");
    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("xela.streams.dropped", "{message}", "News let go of because their queue was full.");

    private readonly LiveStreams streams;
    private readonly Channel<(T News, StreamSequenceToken Token)> waiting;
    private volatile Func<T, StreamSequenceToken, Task> onNext;

    public Subscription(LiveStreams streams, StreamId id, Activation? owner, Func<T, StreamSequenceToken, Task> onNext, int most, ILogger log)
    {
        (this.streams, StreamId, Owner, this.onNext) = (streams, id, owner, onNext);
        waiting = Channel.CreateBounded<(T, StreamSequenceToken)>(new BoundedChannelOptions(most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, static _ => Dropped.Add(1));
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => DeliverAsync(log));
        owner?.Ending.Register(() => UnsubscribeAsync());
    }

    /// <summary>The grain that subscribed; null: the host.</summary>
    public Activation? Owner { get; }

    public override StreamId StreamId { get; }

    public override Guid HandleId { get; } = Guid.CreateVersion7();

    public void Put(T news, StreamSequenceToken token) => waiting.Writer.TryWrite((news, token));

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(Func<T, StreamSequenceToken, Task> onNextAsync)
    {
        onNext = onNextAsync;
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }

    public override Task UnsubscribeAsync()
    {
        streams.Remove(this);
        // What still waits is not delivered any more.
        onNext = static (_, _) => Task.CompletedTask;
        waiting.Writer.TryComplete();
        return Task.CompletedTask;
    }

    private async Task DeliverAsync(ILogger log)
    {
        await foreach (var (news, token) in waiting.Reader.ReadAllAsync())
        {
            try { await (Owner is null ? onNext(news, token) : Owner.TellAsync(() => onNext(news, token))); }
            catch (Exception e) { LogNotDelivered(log, e, StreamId); }
        }
    }

    [LoggerMessage(7101, LogLevel.Warning, "A subscriber of {Stream} failed with what it was told; it gets the next news all the same.")]
    private static partial void LogNotDelivered(ILogger log, Exception e, StreamId stream);
}

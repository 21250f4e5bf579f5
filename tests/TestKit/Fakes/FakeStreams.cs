using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace XelaConnect.TestKit.Fakes;

/// <summary>A client of a cluster without silos: its grains respond as a test says, and its streams keep nothing.</summary>
public static class FakeCluster
{
    public static IClusterClient Of(FakeGrains grains, IStreamProvider streams, string provider)
    {
        var client = DispatchProxy.Create<IClusterClient, ClientProxy>();
        (((ClientProxy)client).Grains, ((ClientProxy)client).Services) =
            (grains.Factory, new ServiceCollection().AddKeyedSingleton(provider, streams).BuildServiceProvider());
        return client;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it
    public class ClientProxy : DispatchProxy
    {
        public IGrainFactory Grains { get; set; } = null!;
        public IServiceProvider Services { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.DeclaringType == typeof(IGrainFactory) ? targetMethod.Invoke(Grains, args) : Services;
    }
#pragma warning restore CA1852
}

/// <summary>Streams that deliver to their subscribers in the same call, or fail as a test says.</summary>
public sealed class FakeStreams : IStreamProvider
{
    private readonly Dictionary<StreamId, object> streams = [];

    public string Name => "fake";
    public bool IsRewindable => false;

    public FakeStream<T> Of<T>(StreamId id)
    {
        if (!streams.TryGetValue(id, out var stream)) streams.Add(id, stream = new FakeStream<T>(id));
        return (FakeStream<T>)stream;
    }

    IAsyncStream<T> IStreamProvider.GetStream<T>(StreamId streamId) => Of<T>(streamId);
}

/// <summary>What was published is kept, and delivered unless <see cref="Failing"/>.</summary>
#pragma warning disable CA1036, CA1067 // The interface asks for a comparison that nobody makes.
public sealed class FakeStream<T>(StreamId id) : IAsyncStream<T>
{
    private readonly List<Func<T, Task>> subscribers = [];

    public List<T> Published { get; } = [];
    public bool Failing { get; set; }
    public bool IsRewindable => false;
    public string ProviderName => "fake";
    public StreamId StreamId => id;

    public async Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        if (Failing) throw new TimeoutException("The stream does not respond.");
        Published.Add(item);
        foreach (var subscriber in subscribers) await subscriber(item);
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer)
    {
        subscribers.Add(item => observer.OnNextAsync(item));
        return Task.FromResult<StreamSubscriptionHandle<T>>(new Handle(id));
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) => SubscribeAsync(observer);

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => throw new NotSupportedException();

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        throw new NotSupportedException();

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>([]);

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null) => throw new NotSupportedException();
    public Task OnCompletedAsync() => Task.CompletedTask;
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);
    public bool Equals(IAsyncStream<T>? other) => other is not null && id.Equals(other.StreamId);

    private sealed class Handle(StreamId stream) : StreamSubscriptionHandle<T>
    {
        public override StreamId StreamId => stream;
        public override string ProviderName => "fake";
        public override Guid HandleId { get; } = Guid.NewGuid();
        public override Task UnsubscribeAsync() => Task.CompletedTask;

        public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
            Task.FromResult<StreamSubscriptionHandle<T>>(this);

        public override Task<StreamSubscriptionHandle<T>> ResumeAsync(
            IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) => throw new NotSupportedException();

        public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == HandleId;
    }
}
#pragma warning restore CA1036, CA1067

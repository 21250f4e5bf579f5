#pragma warning disable CA1711 // the names are Orleans'
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Runtime
{
    /// <summary>Which stream: a namespace and a key.</summary>
    /// <param name="Namespace">The namespace.</param>
    /// <param name="Key">The key.</param>
    public readonly record struct StreamId(string Namespace, string Key)
    {
        /// <summary>Puts one together.</summary>
        public static StreamId Create(string ns, string key) => new(ns, key);

        /// <inheritdoc/>
        public override string ToString() => $"{Namespace}/{Key}";
    }
}

namespace Orleans.Streams
{
    /// <summary>An event's place in its stream.</summary>
    /// <param name="SequenceNumber">Ascending.</param>
    public sealed record StreamSequenceToken(long SequenceNumber);

    /// <summary>Streams by name.</summary>
    public interface IStreamProvider
    {
        /// <summary>A stream; it is always there (docs: streaming/streams-programming-apis).</summary>
        IAsyncStream<T> GetStream<T>(StreamId streamId);
    }

    /// <summary>One stream. Every subscriber gets what is published after it subscribed, in order; a slow one holds up nobody.</summary>
    /// <typeparam name="T">The news; never changed by anybody.</typeparam>
    public interface IAsyncStream<T>
    {
        /// <summary>Which.</summary>
        StreamId StreamId { get; }
        /// <summary>Publishes; returns when it is on its way.</summary>
        Task OnNextAsync(T item);
        /// <summary>Publishes several, in order.</summary>
        Task OnNextBatchAsync(IEnumerable<T> batch);
        /// <summary>Subscribes. In a grain the news come in its turns.</summary>
        Task<StreamSubscriptionHandle<T>> SubscribeAsync(Func<T, StreamSequenceToken, Task> onNextAsync);
        /// <summary>The subscriptions of the caller: a grain's own, or those of the host.</summary>
        Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles();
    }

    /// <summary>A subscription.</summary>
    /// <typeparam name="T">The news.</typeparam>
    public abstract class StreamSubscriptionHandle<T>
    {
        /// <summary>To which stream.</summary>
        public abstract StreamId StreamId { get; }
        /// <summary>Which one.</summary>
        public abstract Guid HandleId { get; }
        /// <summary>Has the news go elsewhere from now on.</summary>
        public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(Func<T, StreamSequenceToken, Task> onNextAsync);
        /// <summary>Ends it.</summary>
        public abstract Task UnsubscribeAsync();
    }
}

namespace Orleans
{
    /// <summary>Where streams come from.</summary>
    public static class StreamProviderExtensions
    {
        /// <summary>For the host.</summary>
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
            ((XelaConnect.Standalone.Engine.References)client).Streams.Provider(name);

        /// <summary>For a grain.</summary>
        public static IStreamProvider GetStreamProvider(this Grain grain, string name)
        {
            ArgumentNullException.ThrowIfNull(grain);
            return grain.Activation.Catalog.Streams.Provider(name);
        }
    }
}

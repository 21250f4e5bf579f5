using Orleans.Internal;
using Orleans.Runtime.Providers;
using XelaConnect.Notifications;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// The stream provider of <see cref="StreamCatalog"/>: Orleans' persistent streams over queues that push instead of
/// being polled.
/// </summary>
public static class LiveStreams
{
    /// <summary>
    /// Queues of a cluster. One agent on one silo serves each, so there are more than silos in a usual cluster, to
    /// spread the load. An idle queue costs a call every few seconds.
    /// </summary>
    public const int QueuesOfCluster = 8;

    /// <summary>Adds the provider to a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="queues">The number of queues, the same on every silo of a cluster. One is enough for a single
    /// silo.</param>
    public static ISiloBuilder UseLiveStreams(this ISiloBuilder silo, int queues) =>
        silo.UseLiveStreams(new LiveStreamSettings(queues));

    /// <summary>Adds the provider to a client, for subscriptions.</summary>
    public static IClientBuilder UseLiveStreams(this IClientBuilder client) =>
        client.AddPersistentStreams(StreamCatalog.Provider, LiveQueueAdapter.OfClient, _ => { });

    internal static ISiloBuilder UseLiveStreams(this ISiloBuilder silo, LiveStreamSettings settings)
    {
        silo.Services.AddSingleton(settings);
        silo.AddPersistentStreams(StreamCatalog.Provider, LiveQueueAdapter.OfSilo, streams =>
        {
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                // The time between two polls when the first was empty; after a message the next follows at once.
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
                // After this time a message is dropped and its subscriber gets the next. The default is a minute.
                options.MaxEventDeliveryTime = TimeSpan.FromSeconds(5);
            }));
            streams.ConfigureBackoffProvider(static (_, _) => new DeliveryPause());
        });
        return silo;
    }

    /// <summary>
    /// The pause before a retry of a delivery. The default grows to thirty seconds, longer than the cache keeps
    /// messages (<see cref="LiveQueueCache"/>), so that a subscriber that refused one message would miss the next ones,
    /// too.
    /// </summary>
    private sealed class DeliveryPause() : FixedBackoff(TimeSpan.FromSeconds(1)), IMessageDeliveryBackoffProvider;
}

/// <summary>Settings of the stream provider on a silo.</summary>
/// <param name="Queues">The number of queues.</param>
internal sealed record LiveStreamSettings(int Queues)
{
    /// <summary>How long a poll waits in the queue's grain. Shorter than the response timeout of its method.</summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes in a queue, and in the cache of its agent.</summary>
    public long MaxBytes { get; init; } = 16 << 20;
}

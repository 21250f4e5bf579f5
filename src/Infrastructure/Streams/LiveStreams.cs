using Orleans.Internal;
using Orleans.Runtime.Providers;
using XelaConnect.Notifications;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>The stream provider of <see cref="StreamCatalog"/>: Orleans' persistent streams over queues that push instead of being polled.</summary>
public static class LiveStreams
{
    /// <summary>
    /// Queues of a cluster. Each is served by one agent on one silo, so there are more of them than silos of a usual cluster, for the load to spread;
    /// an idle one costs a call every few seconds.
    /// </summary>
    public const int QueuesOfCluster = 8;

    /// <summary>Adds the provider to a silo.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="queues">How many queues; the same number on every silo of a cluster. One is enough for a single silo.</param>
    public static ISiloBuilder UseLiveStreams(this ISiloBuilder silo, int queues) => silo.UseLiveStreams(new LiveStreamSettings(queues));

    /// <summary>Adds the provider to a client, for subscriptions.</summary>
    public static IClientBuilder UseLiveStreams(this IClientBuilder client) => client.AddPersistentStreams(StreamCatalog.Provider, LiveQueueAdapter.OfClient, _ => { });

    internal static ISiloBuilder UseLiveStreams(this ISiloBuilder silo, LiveStreamSettings settings)
    {
        silo.Services.AddSingleton(settings);
        silo.AddPersistentStreams(StreamCatalog.Provider, LiveQueueAdapter.OfSilo, streams =>
        {
            streams.ConfigurePullingAgent(agent => agent.Configure(options =>
            {
                // The time between two standing questions when the first was answered with nothing; with news the next is asked at once.
                options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10);
                // After that a message is let go of and its subscriber gets the next one. A minute, the default, is older than anyone cares for.
                options.MaxEventDeliveryTime = TimeSpan.FromSeconds(5);
            }));
            streams.ConfigureBackoffProvider(static (_, _) => new DeliveryPause());
        });
        return silo;
    }

    /// <summary>
    /// Between two tries of a delivery. By default the pauses grow, up to thirty seconds: the last one outlasted what the cache keeps
    /// (<see cref="LiveQueueCache"/>), so that a subscriber who refused one message missed those after it too.
    /// </summary>
    private sealed class DeliveryPause() : FixedBackoff(TimeSpan.FromSeconds(1)), IMessageDeliveryBackoffProvider;
}

/// <summary>Settings of the stream provider on a silo.</summary>
/// <param name="Queues">How many queues.</param>
internal sealed record LiveStreamSettings(int Queues)
{
    /// <summary>How long a question waits in the queue's grain for news. Below its method's response timeout.</summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most bytes that wait in a queue, and that its agent keeps.</summary>
    public long MaxBytes { get; init; } = 16 << 20;
}

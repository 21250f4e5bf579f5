using Orleans.Internal;
using Orleans.Runtime.Providers;

namespace XelaConnect.Infrastructure.Streams;

/// <summary>Orleans' persistent streams over queues that push instead of being polled.</summary>
public static class LiveStreams
{
    /// <summary>More than silos in a usual cluster, to spread the load: one agent on one silo serves each.</summary>
    public const int QueuesOfCluster = 8;

    /// <summary>Adds the provider to a silo, with the same number of queues on every silo of a cluster.</summary>
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

    /// <summary>The default grows to thirty seconds, longer than the cache keeps messages.</summary>
    private sealed class DeliveryPause() : FixedBackoff(TimeSpan.FromSeconds(1)), IMessageDeliveryBackoffProvider;
}

internal sealed record LiveStreamSettings(int Queues)
{
    /// <summary>Shorter than the response timeout of its method.</summary>
    public TimeSpan LongPoll { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>In a queue, and in the cache of its agent.</summary>
    public long MaxBytes { get; init; } = 16 << 20;
}

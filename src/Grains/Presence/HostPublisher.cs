using Orleans.Streams;

namespace XelaConnect.Grains.Presence;

/// <summary>Publishes to the API hosts that have devices of a person, each on its own stream.</summary>
internal sealed class HostPublisher(Func<string, IStreamProvider> provider, ILogger log)
{
    private readonly Dictionary<string, NotificationPublisher<HostNotification>> hosts = new(StringComparer.Ordinal);

    public void Publish(string hostId, AddressedNotification notification)
    {
        if (!hosts.TryGetValue(hostId, out var host))
        {
            host = new NotificationPublisher<HostNotification>(
                () => provider(StreamCatalog.Provider).GetStream<HostNotification>(StreamCatalog.Host(hostId)),
                static (earlier, later) => new(earlier.Notifications.AddRange(later.Notifications)), log);
            hosts.Add(hostId, host);
        }
        host.Publish(new HostNotification([notification]));
    }

    public void Remove(string hostId) => hosts.Remove(hostId);
}

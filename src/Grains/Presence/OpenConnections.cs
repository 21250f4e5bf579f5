using System.Collections.Immutable;

namespace XelaConnect.Grains.Presence;

/// <summary>
/// The hub connections of one person over all hosts, counted so that what a crashed host had does not stay: a host that is lost takes its connections
/// with it, and one that reports nothing for a while has none.
/// </summary>
internal sealed class OpenConnections
{
    /// <summary>The most hub connections a person has open at once.</summary>
    public const int MaxPerUser = 20;

    /// <summary>Hosts report every minute; one that has not for this long has nobody any more.</summary>
    public static readonly TimeSpan HostLease = TimeSpan.FromSeconds(150);

    /// <summary>A report may have been written before a connection opened that it does not name.</summary>
    private static readonly TimeSpan OlderThanReport = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Host> hosts = new(StringComparer.Ordinal);

    /// <summary>Counts a connection, once for an id; false: there are enough already.</summary>
    public bool TryOpen(string hostId, string connectionId, DateTimeOffset now)
    {
        var hasRoom = HasRoom(now);
        if (hosts.TryGetValue(hostId, out var host) && host.Opened.ContainsKey(connectionId)) return true;
        if (!hasRoom) return false;
        if (host is null) hosts.Add(hostId, host = new Host());
        host.Opened.Add(connectionId, now);
        host.Until = now + HostLease;
        return true;
    }

    /// <summary>Whether there are fewer than enough.</summary>
    public bool HasRoom(DateTimeOffset now)
    {
        foreach (var stale in hosts.Where(h => h.Value.Until <= now).Select(static h => h.Key).ToList()) hosts.Remove(stale);
        return hosts.Values.Sum(static h => h.Opened.Count) < MaxPerUser;
    }

    /// <summary>A connection has ended.</summary>
    public void Close(string hostId, string connectionId)
    {
        if (hosts.TryGetValue(hostId, out var host) && host.Opened.Remove(connectionId) && host.Opened.Count == 0) hosts.Remove(hostId);
    }

    /// <summary>What a host has. It may be more than <see cref="MaxPerUser"/> after a count was lost; then nothing opens until enough have ended.</summary>
    public void Report(string hostId, ImmutableArray<string> connectionIds, DateTimeOffset now)
    {
        hosts.TryGetValue(hostId, out var before);
        var host = new Host { Until = now + HostLease };
        foreach (var id in connectionIds) host.Opened[id] = now;
        if (before is not null)
            foreach (var (id, at) in before.Opened)
                if (host.Opened.ContainsKey(id) || now - at < OlderThanReport) host.Opened[id] = at;
        if (host.Opened.Count > 0) hosts[hostId] = host;
        else hosts.Remove(hostId);
    }

    /// <summary>A host is gone, and its connections with it.</summary>
    public void Lose(string hostId) => hosts.Remove(hostId);

    private sealed class Host
    {
        public Dictionary<string, DateTimeOffset> Opened { get; } = new(StringComparer.Ordinal);
        public DateTimeOffset Until { get; set; }
    }
}

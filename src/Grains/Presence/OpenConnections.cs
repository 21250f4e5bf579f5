namespace XelaConnect.Grains.Presence;

/// <summary>
/// Counts one user's hub connections over all hosts. A lost host loses its connections, and the report of a host
/// expires, so that a crashed host leaves none behind.
/// </summary>
internal sealed class OpenConnections
{
    /// <summary>The maximum number of open hub connections of a user.</summary>
    public const int MaxPerUser = 20;

    /// <summary>How long a report counts; hosts report every minute.</summary>
    public static readonly TimeSpan HostLease = TimeSpan.FromSeconds(150);

    /// <summary>
    /// A connection that is younger than this may be missing in a report that was sent before it opened.
    /// </summary>
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Host> hosts = new(StringComparer.Ordinal);

    /// <summary>Counts a connection, each id once. Returns false when the maximum is reached.</summary>
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

    /// <summary>Whether another connection may open.</summary>
    public bool HasRoom(DateTimeOffset now)
    {
        foreach (var stale in hosts.Where(h => h.Value.Until <= now).Select(static h => h.Key).ToList()) hosts.Remove(stale);
        return hosts.Values.Sum(static h => h.Opened.Count) < MaxPerUser;
    }

    /// <summary>Removes a connection.</summary>
    public void Close(string hostId, string connectionId)
    {
        if (hosts.TryGetValue(hostId, out var host) && host.Opened.Remove(connectionId) && host.Opened.Count == 0) hosts.Remove(hostId);
    }

    /// <summary>
    /// Replaces the connections of a host. After the loss of a count they can exceed <see cref="MaxPerUser"/>; none
    /// opens until enough have closed.
    /// </summary>
    public void Report(string hostId, ImmutableArray<string> connectionIds, DateTimeOffset now)
    {
        hosts.TryGetValue(hostId, out var before);
        var host = new Host { Until = now + HostLease };
        foreach (var id in connectionIds) host.Opened[id] = now;
        if (before is not null)
            foreach (var (id, at) in before.Opened)
                if (host.Opened.ContainsKey(id) || now - at < ReportDelay) host.Opened[id] = at;
        if (host.Opened.Count > 0) hosts[hostId] = host;
        else hosts.Remove(hostId);
    }

    /// <summary>Removes a lost host with its connections.</summary>
    public void Lose(string hostId) => hosts.Remove(hostId);

    private sealed class Host
    {
        public Dictionary<string, DateTimeOffset> Opened { get; } = new(StringComparer.Ordinal);
        public DateTimeOffset Until { get; set; }
    }
}

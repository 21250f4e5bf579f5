namespace XelaConnect.Grains.Presence;

/// <summary>Counts one user's hub connections over all hosts. The report of a lost or crashed host expires.</summary>
internal sealed class OpenConnections
{
    public const int MaxPerUser = 20;
    /// <summary>Hosts report every five minutes.</summary>
    public static readonly TimeSpan HostLease = TimeSpan.FromMinutes(12);
    /// <summary>A younger connection may be missing in a report that was sent before it opened.</summary>
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Host> hosts = new(StringComparer.Ordinal);

    /// <summary>Counts each id once. Returns false when the maximum is reached.</summary>
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

    public bool HasRoom(DateTimeOffset now)
    {
        foreach (var (hostId, host) in hosts)
            if (host.Until <= now) hosts.Remove(hostId);
        return hosts.Values.Sum(static h => h.Opened.Count) < MaxPerUser;
    }

    public void Close(string hostId, string connectionId)
    {
        if (!hosts.TryGetValue(hostId, out var host)) return;
        host.Opened.Remove(connectionId);
        if (host.Opened.Count == 0) hosts.Remove(hostId);
    }

    /// <summary>Can exceed the maximum after the loss of a count; none opens until enough have closed.</summary>
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

    public ImmutableArray<string> On(string hostId) =>
        hosts.TryGetValue(hostId, out var host) ? [.. host.Opened.Keys] : [];

    public void Lose(string hostId) => hosts.Remove(hostId);

    private sealed class Host
    {
        public Dictionary<string, DateTimeOffset> Opened { get; } = new(StringComparer.Ordinal);
        public DateTimeOffset Until { get; set; }
    }
}

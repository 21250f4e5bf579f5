namespace XelaConnect.Grains.Presence;

/// <summary>In memory; hosts report all their users again after silos came or went.</summary>
[GrainType("presence-shard"), Reentrant, CollectionAgeLimit(AlwaysActive = true), Immovable]
internal sealed partial class PresenceShardGrain(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceShardGrain> log)
    : Grain, IPresenceShardGrain
{
    /// <summary>For a host that is lost together with its <see cref="PresenceHostGrain"/>.</summary>
    private static readonly TimeSpan HostLease = OpenConnections.HostLease;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(1);
    /// <summary>A younger user may be missing in a report that was sent before.</summary>
    private static readonly TimeSpan ReportDelay = TimeSpan.FromSeconds(30);
    private const int DisconnectBatchSize = 100;

    private readonly Dictionary<string, Host> hosts = new(StringComparer.Ordinal);
    /// <summary>Only of people who have devices.</summary>
    private readonly Dictionary<string, PresenceRecord> records = new(StringComparer.Ordinal);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task<PresenceRecord?> TakeAsync(string userId)
    {
        ImmutableArray<HostConnections> connected =
        [
            .. hosts.Where(host => host.Value.Users.ContainsKey(userId))
                .Select(host => new HostConnections(host.Key, host.Value.Users[userId].ConnectionIds)),
        ];
        records.Remove(userId, out var record);
        return Task.FromResult(
            connected.IsEmpty ? null : record is null ? new PresenceRecord(connected) : record with { Hosts = connected });
    }

    public Task KeepAsync(string userId, PresenceRecord record)
    {
        foreach (var connections in record.Hosts) Connect(userId, connections);
        records[userId] = record with { Hosts = [] };
        return Task.CompletedTask;
    }

    public Task ConnectAsync(string userId, HostConnections connections)
    {
        Connect(userId, connections);
        return Task.CompletedTask;
    }

    public Task DisconnectAsync(string userId, string hostId)
    {
        if (hosts.TryGetValue(hostId, out var host) && host.Users.Remove(userId) && host.Users.Count == 0) Remove(hostId);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<string>> ReportAsync(string hostId, ImmutableArray<ReportedUser> users)
    {
        var now = time.GetUtcNow();
        var unequal = ImmutableArray.CreateBuilder<string>();
        foreach (var user in users)
        {
            Connect(user.UserId, new HostConnections(hostId, user.ConnectionIds));
            if (!records.TryGetValue(user.UserId, out var record) || record.Ticket != user.Ticket)
                unequal.Add(user.UserId);
        }
        if (hosts.TryGetValue(hostId, out var host) && host.Users.Count > users.Length)
        {
            var reported = users.Select(static user => user.UserId).ToHashSet(StringComparer.Ordinal);
            _ = DisconnectAsync(hostId, lost: false, [.. host.Users
                .Where(user => !reported.Contains(user.Key) && now - user.Value.At >= ReportDelay).Select(static user => user.Key)]);
        }
        return Task.FromResult(unequal.DrainToImmutable());
    }

    public Task LoseAsync(string hostId) =>
        hosts.TryGetValue(hostId, out var host) ? DisconnectAsync(hostId, lost: true, [.. host.Users.Keys]) : Task.CompletedTask;

    public Task PublishAsync(ImmutableArray<string> userIds, ImmutableArray<PersonalEvent> events)
    {
        foreach (var (hostId, host) in hosts)
        {
            ImmutableArray<string> recipients = [.. userIds.Where(host.Users.ContainsKey)];
            if (!recipients.IsEmpty)
                Publisher.Publish(hostId, new AddressedNotification(recipients, new UserNotification(null, events)));
        }
        return Task.CompletedTask;
    }

    private HostPublisher Publisher => field ??= new HostPublisher(this.GetStreamProvider, log);

    private void Connect(string userId, HostConnections connections)
    {
        if (!hosts.TryGetValue(connections.HostId, out var host)) hosts.Add(connections.HostId, host = new Host());
        var now = time.GetUtcNow();
        host.Until = now + HostLease;
        host.Users[userId] = new Connected(connections.ConnectionIds, now);
    }

    private void Remove(string hostId)
    {
        hosts.Remove(hostId);
        Publisher.Remove(hostId);
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var hostId in hosts.Where(host => host.Value.Until <= now).Select(static host => host.Key).ToList())
            await LoseAsync(hostId);
    }

    /// <summary>Presence grains remove themselves, so that a failed batch is repeated when the lease has expired.</summary>
    private async Task DisconnectAsync(string hostId, bool lost, string[] userIds)
    {
        foreach (var batch in userIds.Chunk(DisconnectBatchSize))
        {
            try { await Task.WhenAll(batch.Select(id => grains.Presence(id).DisconnectAsync(hostId, lost))); }
            catch (Exception e) { LogNotDisconnected(log, e, hostId); }
        }
    }

    private sealed class Host
    {
        public Dictionary<string, Connected> Users { get; } = new(StringComparer.Ordinal);
        public DateTimeOffset Until { get; set; }
    }

    private sealed record Connected(ImmutableArray<string> ConnectionIds, DateTimeOffset At);

    [LoggerMessage(
        2904, LogLevel.Warning, "Disconnecting users of host {HostId} failed; it is repeated when their lease expires")]
    private static partial void LogNotDisconnected(ILogger log, Exception e, string hostId);
}

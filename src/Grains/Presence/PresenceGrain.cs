namespace XelaConnect.Grains.Presence;

/// <summary>
/// In memory. The activation of an idle user ends also while devices are connected: what it knew is kept by the
/// <see cref="PresenceShardGrain"/>, and hosts report again after a loss.
/// </summary>
[GrainType("presence"), Reentrant, CollectionAgeLimit(Minutes = 3), Immovable]
internal sealed partial class PresenceGrain(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceGrain> log)
    : Grain, IPresenceGrain
{
    /// <summary>Shorter than the lifetime of an idle activation.</summary>
    private static readonly TimeSpan DeclaredLease = TimeSpan.FromMinutes(2);
    /// <summary>A device that reconnects within this time has not been offline.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecentlyActiveSpan = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> hosts = new(StringComparer.Ordinal);
    /// <summary>Hosts of earlier versions, which subscribe to the user's own stream.</summary>
    private readonly HashSet<string> olderHosts = new(StringComparer.Ordinal);
    private readonly OpenConnections connections = new();
    private readonly Dictionary<string, DateTimeOffset> declaredUntil = new(StringComparer.Ordinal);
    private string epoch = Ids.NewOperation(time.GetUtcNow());
    private long lastSeq;
    private bool? visible;
    /// <summary>Null: an activation that is lost has announced the user as far as it is visible.</summary>
    private bool? announced;
    private Task? taking;
    private NotificationPublisher<UserNotification>? olderPublisher;
    private IGrainTimer? checking;
    private IGrainTimer? leaving;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try { await TakeOnceAsync(); }
        catch (Exception e) { LogNotTaken(log, e, UserId); }
    }

    /// <summary>The shards of a silo that stops end with it.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (hosts.Count == 0 || reason.ReasonCode == DeactivationReasonCode.ShuttingDown) return;
        ImmutableArray<HostConnections> kept = [.. hosts.Select(id => new HostConnections(id, connections.On(id)))];
        try { await Shard.KeepAsync(UserId, new PresenceRecord(kept, new PresenceTicket(epoch, lastSeq), visible, announced)); }
        catch (Exception e) { LogNotKept(log, e, UserId); }
    }

    public async Task<PresenceTicket> ConnectAsync(string hostId, ImmutableArray<string> connectionIds)
    {
        await TakeOnceAsync();
        connections.Report(hostId, connectionIds, time.GetUtcNow());
        if (hosts.Add(hostId) || olderHosts.Contains(hostId))
            await Shard.ConnectAsync(UserId, new HostConnections(hostId, connectionIds));
        await ArrivedAsync();
        return new PresenceTicket(epoch, lastSeq);
    }

    public Task<PresenceTicket> ConnectAsync(string hostId)
    {
        olderHosts.Add(hostId);
        return ConnectAsync(hostId, connections.On(hostId));
    }

    public Task DisconnectAsync(string hostId, bool lost)
    {
        if (hosts.Remove(hostId)) Left(lost ? TimeSpan.Zero : GracePeriod);
        if (lost) connections.Lose(hostId);
        olderHosts.Remove(hostId);
        Publisher.Remove(hostId);
        return Shard.DisconnectAsync(UserId, hostId);
    }

    public Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId) =>
        Task.FromResult(Allowed(connections.TryOpen(hostId, connectionId, time.GetUtcNow())));

    public Task<Outcome<Done>> MayConnectAsync() => Task.FromResult(Allowed(connections.HasRoom(time.GetUtcNow())));

    public Task CloseConnectionAsync(string hostId, string connectionId)
    {
        connections.Close(hostId, connectionId);
        return Task.CompletedTask;
    }

    public Task ReportConnectionsAsync(string hostId, ImmutableArray<string> connectionIds)
    {
        connections.Report(hostId, connectionIds, time.GetUtcNow());
        return Task.CompletedTask;
    }

    public async Task GoOnlineAsync(string operationId, string sessionId)
    {
        await Contacts.SetVisibleAsync(new SetVisible(operationId, Visible: true));
        await DeclareOnlineAsync(sessionId);
    }

    public async Task GoOfflineAsync(string operationId, bool? invisible)
    {
        if (invisible is { } hide) await Contacts.SetVisibleAsync(new SetVisible(operationId, Visible: !hide));
        await OfflineAsync();
    }

    public Task OnlineAsync() => DeclareOnlineAsync("");

    public Task DeclareOnlineAsync(string sessionId)
    {
        declaredUntil[sessionId] = time.GetUtcNow() + DeclaredLease;
        checking ??= this.RegisterGrainTimer(
            CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return ArrivedAsync();
    }

    public async Task EndSessionAsync(SessionEnded ended)
    {
        await EndSessionAsync(ended.SessionId);
        await PublishAsync([new PersonalEvent(SessionEnded: ended)]);
    }

    public Task EndSessionAsync(string sessionId)
    {
        if (declaredUntil.Remove(sessionId)) Left(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public Task OfflineAsync()
    {
        declaredUntil.Clear();
        Left(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task SetVisibleAsync(bool visible)
    {
        this.visible = visible;
        await AnnounceIfChangedAsync();
    }

    public async Task<PresenceView> GetAsync()
    {
        if (!await IsVisibleAsync()) return PresenceView.Nothing;
        if (await grains.FindUserAsync(UserId) is not { } user) return PresenceView.Nothing;
        var now = time.GetUtcNow();
        if (IsOnline(now)) return new PresenceView(PresenceStatuses.Online, now);
        var isRecent = now - user.LastActive < RecentlyActiveSpan;
        return new PresenceView(isRecent ? PresenceStatuses.RecentlyActive : PresenceStatuses.Offline, user.LastActive);
    }

    public async Task PublishAsync(ImmutableArray<PersonalEvent> events)
    {
        if (events.IsEmpty) return;
        try { await TakeOnceAsync(); }
        catch (Exception e) { LogNotTaken(log, e, UserId); }
        // Counted also while no host listens: one that was silent for a while finds the gap.
        var notification = new UserNotification(null, events, lastSeq + 1, epoch);
        lastSeq += events.Length;
        foreach (var hostId in hosts.Except(olderHosts, StringComparer.Ordinal))
            Publisher.Publish(hostId, new AddressedNotification([UserId], notification));
        if (olderHosts.Count == 0) return;
        olderPublisher ??= new NotificationPublisher<UserNotification>(
            () => this.GetStreamProvider(StreamCatalog.Provider)
                .GetStream<UserNotification>(StreamCatalog.User(UserId)),
            static (earlier, later) => earlier with { Events = earlier.Events.AddRange(later.Events) }, log);
        olderPublisher.Publish(notification);
    }

    private string UserId => this.GetPrimaryKeyString();
    private IPresenceShardGrain Shard => grains.PresenceShard(PresenceShards.KeyOf(UserId));
    private HostPublisher Publisher => field ??= new HostPublisher(this.GetStreamProvider, log);
    private IContactsGrain Contacts => grains.Contacts(UserId);

    private static Outcome<Done> Allowed(bool isAllowed) =>
        isAllowed ? Done.Instance : PresenceFaults.TooManyConnections;

    private bool IsOnline(DateTimeOffset now) => hosts.Count > 0 || declaredUntil.Values.Any(until => until > now);
    private async ValueTask<bool> IsVisibleAsync() => visible ??= await Contacts.IsVisibleAsync();

    private Task ArrivedAsync()
    {
        leaving?.Dispose();
        leaving = null;
        return AnnounceIfChangedAsync();
    }

    private void Left(TimeSpan grace)
    {
        leaving?.Dispose();
        var once = new GrainTimerCreationOptions(grace, Timeout.InfiniteTimeSpan) { Interleave = true };
        leaving = this.RegisterGrainTimer(_ => AnnounceIfChangedAsync(), once);
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var (sessionId, until) in declaredUntil)
            if (until <= now) declaredUntil.Remove(sessionId);
        await AnnounceIfChangedAsync();
        if (declaredUntil.Count > 0) return;
        checking?.Dispose();
        checking = null;
    }

    /// <summary>Goes on where the activation before ended. A failed attempt is repeated.</summary>
    private Task TakeOnceAsync() => taking is { IsFaulted: false } ? taking : taking = TakeAsync();

    private async Task TakeAsync()
    {
        var record = await Shard.TakeAsync(UserId);
        (visible, announced) = record is null ? (visible, false) : (visible ?? record.Visible, record.Announced);
        if (record?.Ticket is { } ticket) (epoch, lastSeq) = (ticket.Epoch, ticket.Number + lastSeq);
        foreach (var host in record?.Hosts ?? [])
        {
            hosts.Add(host.HostId);
            connections.Report(host.HostId, host.ConnectionIds, time.GetUtcNow());
        }
    }

    private async Task AnnounceIfChangedAsync()
    {
        var isVisible = await IsVisibleAsync();
        announced ??= isVisible;
        var online = isVisible && IsOnline(time.GetUtcNow());
        if (online == announced) return;
        announced = online;
        _ = AnnounceAsync(online ? PresenceStatuses.Online : PresenceStatuses.Offline);
    }

    /// <summary>To connected users who have devices. Their presence grains need not be active.</summary>
    private async Task AnnounceAsync(string status)
    {
        try
        {
            ImmutableArray<PersonalEvent> events = [new(Presence: new PresenceNotification(UserId, status))];
            foreach (var shard in (await Contacts.ConnectedAsync()).GroupBy(PresenceShards.KeyOf))
                await grains.PresenceShard(shard.Key).PublishAsync([.. shard], events);
        }
        catch (Exception e) { LogNotAnnounced(log, e, UserId, status); }
    }

    [LoggerMessage(
        2901, LogLevel.Warning, "Presence of {UserId} ({Status}) did not reach all connected users; reads return it")]
    private static partial void LogNotAnnounced(ILogger log, Exception e, string userId, string status);

    [LoggerMessage(2905, LogLevel.Warning,
        "Hosts with devices of {UserId} are unknown; they find what they miss when they compare")]
    private static partial void LogNotTaken(ILogger log, Exception e, string userId);

    [LoggerMessage(2906, LogLevel.Warning,
        "The numbers of notifications of {UserId} are lost; hosts find a gap with the next one")]
    private static partial void LogNotKept(ILogger log, Exception e, string userId);
}

namespace XelaConnect.Grains.Presence;

/// <summary>In memory; hosts report again after a loss.</summary>
[GrainType("presence"), Reentrant, Immovable]
internal sealed partial class PresenceGrain(
    IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceGrain> log)
    : Grain, IPresenceGrain
{
    private static readonly TimeSpan DeclaredLease = TimeSpan.FromMinutes(2);
    /// <summary>A device that reconnects within this time has not been offline.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecentlyActiveSpan = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);
    private const int NotifyBatchSize = 100;

    private readonly Dictionary<string, DateTimeOffset> hosts = new(StringComparer.Ordinal);
    private readonly OpenConnections connections = new();
    private readonly string epoch = Ids.NewOperation(time.GetUtcNow());
    private readonly Dictionary<string, DateTimeOffset> declaredUntil = new(StringComparer.Ordinal);
    private bool? visible;
    private bool announced;
    private long lastSeq;
    private NotificationPublisher<UserNotification>? notifications;
    private IGrainTimer? checking;
    private IGrainTimer? leaving;

    public async Task<PresenceTicket> ConnectAsync(string hostId)
    {
        hosts[hostId] = time.GetUtcNow() + OpenConnections.HostLease;
        await ArrivedAsync();
        return new PresenceTicket(epoch, lastSeq);
    }

    public Task DisconnectAsync(string hostId, bool lost)
    {
        if (hosts.Remove(hostId)) Left(lost ? TimeSpan.Zero : GracePeriod);
        if (lost) connections.Lose(hostId);
        return Task.CompletedTask;
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
        return ArrivedAsync();
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

    public Task PublishAsync(ImmutableArray<PersonalEvent> events)
    {
        if (events.IsEmpty) return Task.CompletedTask;
        // Counted before it is known whether a host listens: one that was silent for a while finds the gap.
        var first = lastSeq + 1;
        lastSeq += events.Length;
        if (hosts.Count == 0) return Task.CompletedTask;
        notifications ??= new NotificationPublisher<UserNotification>(
            () => this.GetStreamProvider(StreamCatalog.Provider)
                .GetStream<UserNotification>(StreamCatalog.User(UserId)),
            static (earlier, later) => earlier with { Events = earlier.Events.AddRange(later.Events) }, log);
        notifications.Publish(new UserNotification(null, events, first, epoch));
        return Task.CompletedTask;
    }

    private string UserId => this.GetPrimaryKeyString();
    private IContactsGrain Contacts => grains.Contacts(UserId);

    private static Outcome<Done> Allowed(bool isAllowed) =>
        isAllowed ? Done.Instance : PresenceFaults.TooManyConnections;

    private bool IsOnline(DateTimeOffset now) => declaredUntil.Values.Concat(hosts.Values).Any(until => until > now);
    private async ValueTask<bool> IsVisibleAsync() => visible ??= await Contacts.IsVisibleAsync();

    private Task ArrivedAsync()
    {
        leaving?.Dispose();
        leaving = null;
        checking ??= this.RegisterGrainTimer(
            CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
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
        foreach (var (hostId, until) in hosts)
            if (until <= now) hosts.Remove(hostId);
        foreach (var (sessionId, until) in declaredUntil)
            if (until <= now) declaredUntil.Remove(sessionId);
        await AnnounceIfChangedAsync();
        if (IsOnline(now)) return;
        checking?.Dispose();
        checking = null;
    }

    private async Task AnnounceIfChangedAsync()
    {
        var online = await IsVisibleAsync() && IsOnline(time.GetUtcNow());
        if (online == announced) return;
        announced = online;
        _ = AnnounceAsync(online ? PresenceStatuses.Online : PresenceStatuses.Offline);
    }

    private async Task AnnounceAsync(string status)
    {
        try
        {
            ImmutableArray<PersonalEvent> notification = [new(Presence: new PresenceNotification(UserId, status))];
            foreach (var batch in (await Contacts.ConnectedAsync()).Chunk(NotifyBatchSize))
                await Task.WhenAll(batch.Select(userId => grains.Presence(userId).PublishAsync(notification)));
        }
        catch (Exception e) { LogNotAnnounced(log, e, UserId, status); }
    }

    [LoggerMessage(
        2901, LogLevel.Warning, "Presence of {UserId} ({Status}) did not reach all connected users; reads return it")]
    private static partial void LogNotAnnounced(ILogger log, Exception e, string userId, string status);
}

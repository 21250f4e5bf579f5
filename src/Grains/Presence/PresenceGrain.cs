using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;
using XelaConnect.Presence;

namespace XelaConnect.Grains.Presence;

/// <summary>Of the moment: what is in here is said again by the hosts when it was lost, and nothing is ever written.</summary>
[GrainType("presence"), Reentrant]
internal sealed partial class PresenceGrain(IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceGrain> log) : Grain, IPresenceGrain
{
    /// <summary>Hosts say every minute whom they have; one that has not for this long has nobody any more.</summary>
    private static readonly TimeSpan HostLease = OpenConnections.HostLease;

    /// <summary>How long "online" said over REST holds.</summary>
    private static readonly TimeSpan DeclaredLease = TimeSpan.FromMinutes(2);

    /// <summary>A device that comes back within this has not been gone.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);

    /// <summary>How long someone counts as recently active.</summary>
    private static readonly TimeSpan RecentlyActiveSpan = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);

    /// <summary>How many are told at one time that someone came or went.</summary>
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
        hosts[hostId] = time.GetUtcNow() + HostLease;
        await CameAsync();
        return new PresenceTicket(epoch, lastSeq);
    }

    public Task DisconnectAsync(string hostId, bool lost)
    {
        if (hosts.Remove(hostId)) Went(lost ? TimeSpan.Zero : GracePeriod);
        if (lost) connections.Lose(hostId);
        return Task.CompletedTask;
    }

    public Task<Outcome<Done>> OpenConnectionAsync(string hostId, string connectionId) =>
        Task.FromResult<Outcome<Done>>(connections.TryOpen(hostId, connectionId, time.GetUtcNow()) ? Done.Instance : PresenceFaults.TooManyConnections);

    public Task<Outcome<Done>> MayConnectAsync() =>
        Task.FromResult<Outcome<Done>>(connections.HasRoom(time.GetUtcNow()) ? Done.Instance : PresenceFaults.TooManyConnections);

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

    public Task OnlineAsync() => DeclareOnlineAsync("");

    public Task DeclareOnlineAsync(string sessionId)
    {
        declaredUntil[sessionId] = time.GetUtcNow() + DeclaredLease;
        return CameAsync();
    }

    public Task EndSessionAsync(string sessionId)
    {
        if (declaredUntil.Remove(sessionId)) Went(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public Task OfflineAsync()
    {
        declaredUntil.Clear();
        Went(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task SetVisibleAsync(bool visible)
    {
        this.visible = visible;
        await AnnounceIfChangedAsync();
    }

    public async Task<PresenceView> GetAsync()
    {
        if (!await IsVisibleAsync() || await grains.User(this.GetPrimaryKeyString()).GetAsync() is not { IsRemoved: false } user) return PresenceView.Nothing;
        var now = time.GetUtcNow();
        return IsThere(now) ? new PresenceView(PresenceStatuses.Online, now)
            : new PresenceView(now - user.LastActive < RecentlyActiveSpan ? PresenceStatuses.RecentlyActive : PresenceStatuses.Offline, user.LastActive);
    }

    public Task PublishAsync(ImmutableArray<PersonalEvent> events)
    {
        if (hosts.Count == 0 || events.IsEmpty) return Task.CompletedTask;
        notifications ??= new NotificationPublisher<UserNotification>(
            () => this.GetStreamProvider(StreamCatalog.Provider).GetStream<UserNotification>(StreamCatalog.User(this.GetPrimaryKeyString())),
            static (earlier, later) => earlier with { Events = earlier.Events.AddRange(later.Events) }, log);
        notifications.Publish(new UserNotification(null, events, lastSeq + 1, epoch));
        lastSeq += events.Length;
        return Task.CompletedTask;
    }

    private bool IsThere(DateTimeOffset now) => declaredUntil.Values.Any(until => until > now) || hosts.Values.Any(until => until > now);

    private async ValueTask<bool> IsVisibleAsync() => visible ??= await grains.Contacts(this.GetPrimaryKeyString()).IsVisibleAsync();

    private Task CameAsync()
    {
        leaving?.Dispose();
        leaving = null;
        checking ??= this.RegisterGrainTimer(CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return AnnounceIfChangedAsync();
    }

    private void Went(TimeSpan grace)
    {
        leaving?.Dispose();
        leaving = this.RegisterGrainTimer(_ => AnnounceIfChangedAsync(), new GrainTimerCreationOptions(grace, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var host in hosts.Where(h => h.Value <= now).Select(static h => h.Key).ToList()) hosts.Remove(host);
        foreach (var session in declaredUntil.Where(s => s.Value <= now).Select(static s => s.Key).ToList()) declaredUntil.Remove(session);
        await AnnounceIfChangedAsync();
        if (IsThere(now)) return;
        checking?.Dispose();
        checking = null;
    }

    private async Task AnnounceIfChangedAsync()
    {
        var online = await IsVisibleAsync() && IsThere(time.GetUtcNow());
        if (online == announced) return;
        announced = online;
        _ = AnnounceAsync(online ? PresenceStatuses.Online : PresenceStatuses.Offline);
    }

    /// <summary>Tells those this person is connected with, and nobody else; whoever of them has no device open is not there to hear it.</summary>
    private async Task AnnounceAsync(string status)
    {
        try
        {
            var me = this.GetPrimaryKeyString();
            ImmutableArray<PersonalEvent> told = [new PersonalEvent(Presence: new PresenceNotification(me, status))];
            foreach (var portion in (await grains.Contacts(me).ConnectedAsync()).Chunk(NotifyBatchSize))
                await Task.WhenAll(portion.Select(userId => grains.Presence(userId).PublishAsync(told)));
        }
        catch (Exception e)
        {
            LogNotAnnounced(log, e);
        }
    }

    [LoggerMessage(2901, LogLevel.Warning, "That someone came or went was not told to all they are connected with; those who ask are told right.")]
    private static partial void LogNotAnnounced(ILogger log, Exception e);
}

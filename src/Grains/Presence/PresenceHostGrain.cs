using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Presence;

namespace XelaConnect.Grains.Presence;

/// <summary>Of the moment, like what it is there for: a host that finds it empty says again whom it has.</summary>
[GrainType("presence-host"), Reentrant]
internal sealed partial class PresenceHostGrain(IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<PresenceHostGrain> log) : Grain, IPresenceHostGrain
{
    /// <summary>Hosts beat every 3 s; after this they are gone.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromSeconds(6.5);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);
    private const int NotifyBatchSize = 100;

    /// <summary>After this its subscriptions are deleted. Far longer than <see cref="Lapse"/>: a host that was cut off for a while keeps them.</summary>
    private static readonly TimeSpan LongGone = TimeSpan.FromMinutes(2);

    /// <summary>The same for a host that was never heard of. Hosts of earlier versions do not tell the name they subscribe by, and are there while an upgrade lasts.</summary>
    private static readonly TimeSpan NoHeartbeat = TimeSpan.FromHours(1);

    private readonly DateTimeOffset began = time.GetUtcNow();
    private readonly HashSet<string> people = new(StringComparer.Ordinal);
    private DateTimeOffset lastHeartbeat;
    private bool isKnown;
    private IGrainTimer? checking;

    public Task AddAsync(string userId)
    {
        people.Add(userId);
        isKnown = true;
        lastHeartbeat = time.GetUtcNow();
        checking ??= this.RegisterGrainTimer(CheckAsync, new GrainTimerCreationOptions(CheckInterval, CheckInterval) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string userId)
    {
        people.Remove(userId);
        return Task.CompletedTask;
    }

    public Task<bool> IsAliveAsync() => Task.FromResult(lastHeartbeat == default ? time.GetUtcNow() - began < NoHeartbeat : time.GetUtcNow() - lastHeartbeat < LongGone);

    public Task<bool> HeartbeatAsync()
    {
        lastHeartbeat = time.GetUtcNow();
        return Task.FromResult(isKnown);
    }

    private async Task CheckAsync(CancellationToken cancellation)
    {
        if (people.Count == 0 || time.GetUtcNow() - lastHeartbeat < Lapse) return;
        var hostId = this.GetPrimaryKeyString();
        var gone = people.ToArray();
        people.Clear();
        isKnown = false;
        checking?.Dispose();
        checking = null;
        LogGone(log, hostId, gone.Length);
        foreach (var portion in gone.Chunk(NotifyBatchSize))
        {
            try { await Task.WhenAll(portion.Select(userId => grains.Presence(userId).DisconnectAsync(hostId, lost: true))); }
            catch (Exception e) { LogNotNotified(log, e); }
        }
    }

    [LoggerMessage(2902, LogLevel.Warning, "Host {HostId} has not been heard of; the {People} people whose devices it had are there no more.")]
    private static partial void LogGone(ILogger log, string hostId, int people);

    [LoggerMessage(2903, LogLevel.Warning, "Some people were not told that their host is gone; what they hold of it ends by itself.")]
    private static partial void LogNotNotified(ILogger log, Exception e);
}

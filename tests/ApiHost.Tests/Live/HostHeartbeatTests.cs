using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.ApiHost.Live;
using XelaConnect.Presence;
using XelaConnect.TestKit;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Live;

public sealed class HostHeartbeatTests : IAsyncDisposable
{
    private const int Concurrent = 64;
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider time = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly FakeGrains grains = new();
    private HostHeartbeat heartbeat = null!;
    private SlowUser[] users = [];
    private int heartbeats;
    private int reports;
    private int comparisons;
    private int outages;
    private bool isSilent;
    private int seconds;
    private bool isKnown = true;
    private bool isSure;
    private Task running = Task.CompletedTask;

    [Fact]
    public async Task Idle_users_cost_less_than_a_call_a_minute()
    {
        isSure = true;
        Start(userCount: 2000);

        await AdvanceAsync(TimeSpan.FromMinutes(10));

        // A round leaves the report to the next one while the one before has not ended.
        while (!Array.TrueForAll(users, user => user.Confirmations == 2)) await AdvanceAsync(HostHeartbeat.Interval);
        users.ShouldAllBe(user => user.Comparisons == 0);
        (grains.Called.Count - heartbeats).ShouldBeLessThan(100, "twenty heartbeats, and two reports to each shard");
        heartbeats.ShouldBeLessThan(users.Length / 2);
        comparisons.ShouldBe(2, "the circles are compared with each report and at no other time");
    }

    [Fact]
    public async Task Slow_comparisons_reach_everybody_in_time()
    {
        Start(userCount: 400);
        heartbeat.ReportAgain();

        await AdvanceAsync(TimeSpan.FromSeconds(90));

        users.ShouldAllBe(user => user.Comparisons == 1);
    }

    [Fact]
    public async Task Slow_comparisons_delay_no_heartbeat()
    {
        Start(userCount: 400);
        heartbeat.ReportAgain();
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        heartbeats.ShouldBe(10, "one every 3 seconds");
    }

    [Fact]
    public async Task Unknown_host_reports_all_users_again()
    {
        isKnown = false;
        Start(userCount: 100);
        await AdvanceAsync(HostHeartbeat.Interval);
        isKnown = true;
        await AdvanceAsync(HostHeartbeat.Interval);
        reports.ShouldBe(users.Length);
    }

    [Fact]
    public async Task Host_that_paused_reports_all_users_again()
    {
        Start(userCount: 100);
        await AdvanceAsync(HostHeartbeat.Interval);
        reports.ShouldBe(0);

        time.Advance(TimeSpan.FromSeconds(8));

        await Until.TrueAsync(() => Volatile.Read(ref reports) == users.Length);
        (comparisons, outages).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Host_whose_heartbeat_fails_compares_as_after_an_outage()
    {
        isSilent = true;
        Start(userCount: 1);
        await AdvanceAsync(HostHeartbeat.Interval);
        await Until.TrueAsync(() => Volatile.Read(ref outages) == 1);
        isSilent = false;
        await AdvanceAsync(HostHeartbeat.Interval);
        await Until.TrueAsync(() => Volatile.Read(ref comparisons) == 1);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private void Start(int userCount)
    {
        users = [.. Enumerable.Range(0, userCount).Select(i => new SlowUser($"user-{i}", time))];
        grains.On<IPresenceHostGrain>(nameof(IPresenceHostGrain.HeartbeatAsync), static (_, _) => true);
        grains.On<IPresenceHostGrain>(nameof(IPresenceHostGrain.RenewAsync), (_, _) =>
        {
            Interlocked.Increment(ref heartbeats);
            return isSilent ? throw new TimeoutException() : isKnown;
        });
        grains.On<IPresenceShardGrain>(nameof(IPresenceShardGrain.ReportAsync), (_, arguments) =>
        {
            var reported = (ImmutableArray<ReportedUser>)arguments[1]!;
            Interlocked.Add(ref reports, reported.Length);
            return isSure ? [] : reported.Select(user => user.UserId).ToImmutableArray();
        });
        heartbeat = new HostHeartbeat(
            grains.Factory, "host-1", time, time, () => Interlocked.Increment(ref outages), NullLogger.Instance);
        running = heartbeat.RunAsync(
            () => users, static () => Task.FromResult<string?>("subscriber-1"), CompareAsync, stopping.Token);
    }

    private Task CompareAsync()
    {
        Interlocked.Increment(ref comparisons);
        return Task.CompletedTask;
    }

    /// <summary>Moves the clock by seconds, each time when everything that can run has run.</summary>
    private async Task AdvanceAsync(TimeSpan span)
    {
        for (var second = 0; second < span.TotalSeconds; second++)
        {
            var before = heartbeats;
            time.Advance(TimeSpan.FromSeconds(1));
            if (++seconds % HostHeartbeat.Interval.TotalSeconds == 0)
                await Until.TrueAsync(() => Volatile.Read(ref heartbeats) == before + 1);
            // Reported users are compared once, 64 at a time, unless the shards are sure of them.
            await Until.TrueAsync(() => Volatile.Read(ref reports) is var reported && (reported == 0
                || (isSure && reported % users.Length == 0 && users.All(user => user.Confirmations == reported / users.Length))
                || users.Count(user => user.IsComparing) == Concurrent
                || users.All(user => user.IsComparing || user.Comparisons > 0)));
        }
    }

    private sealed class SlowUser(string userId, FakeTimeProvider time) : IReportingUser
    {
        public string UserId => userId;
        public ReportedUser Report => new(userId, null, []);
        public int Confirmations { get; private set; }
        public bool IsComparing { get; private set; }
        public int Comparisons { get; private set; }

        public async Task CompareAsync()
        {
            IsComparing = true;
            await Task.Delay(Latency, time);
            (IsComparing, Comparisons) = (false, Comparisons + 1);
        }

        public void Confirm(DateTimeOffset asOf) => Confirmations++;
    }
}

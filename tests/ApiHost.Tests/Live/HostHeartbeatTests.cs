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
    private readonly List<SlowUser> users = [];
    private readonly FakeGrains grains = new();
    private int heartbeats;
    private int seconds;
    private bool isKnown = true;
    private Task running = Task.CompletedTask;

    [Fact]
    public async Task Slow_reports_refresh_everybody_in_time()
    {
        Start(userCount: 400);
        var begun = time.GetUtcNow();

        await AdvanceAsync(TimeSpan.FromSeconds(90));

        users.ShouldAllBe(user => user.LastReport > begun);
    }

    [Fact]
    public async Task Slow_reports_delay_no_heartbeat()
    {
        Start(userCount: 400);
        await AdvanceAsync(TimeSpan.FromSeconds(30));
        heartbeats.ShouldBe(2 * 10, "one every 3 seconds for the host, and one under its name as a subscriber");
    }

    [Fact]
    public async Task Unknown_host_reports_all_users_again()
    {
        Start(userCount: 10);
        await ReportedAsync(1);

        isKnown = false;
        await AdvanceAsync(HostHeartbeat.Interval);
        isKnown = true;
        await ReportedAsync(2);
        (time.GetUtcNow() - time.Start).ShouldBeLessThan(TimeSpan.FromSeconds(45), "long before they are due");
    }

    /// <summary>Waits for the next report of everybody.</summary>
    private async Task ReportedAsync(int reports)
    {
        for (var i = 0; i < 5 && !users.Exists(user => user.IsReporting); i++) await AdvanceAsync(HostHeartbeat.Interval);
        await Until.TrueAsync(() => users.TrueForAll(user => user.IsReporting));
        await AdvanceAsync(Latency);
        await Until.TrueAsync(() => users.TrueForAll(user => user.Reports == reports));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private void Start(int userCount)
    {
        users.AddRange(Enumerable.Range(0, userCount).Select(_ => new SlowUser(time)));
        grains.On<IPresenceHostGrain>(nameof(IPresenceHostGrain.HeartbeatAsync), (_, _) =>
        {
            Interlocked.Increment(ref heartbeats);
            return isKnown;
        });
        var heartbeat = new HostHeartbeat(grains.Factory, "host-1", time, NullLogger.Instance);
        running = heartbeat.RunAsync(() => users, static () => Task.FromResult<string?>("subscriber-1"), stopping.Token);
    }

    /// <summary>Moves the clock by seconds, each time when all reports that can run do.</summary>
    private async Task AdvanceAsync(TimeSpan span)
    {
        for (var second = 0; second < span.TotalSeconds; second++)
        {
            var before = heartbeats;
            time.Advance(TimeSpan.FromSeconds(1));
            if (++seconds % HostHeartbeat.Interval.TotalSeconds == 0)
                await Until.TrueAsync(() => Volatile.Read(ref heartbeats) == before + 2);
            // Everybody is reported once after the first heartbeat, 64 at a time.
            if (seconds >= HostHeartbeat.Interval.TotalSeconds)
                await Until.TrueAsync(() => users.Count(user => user.IsReporting) == Concurrent
                    || users.TrueForAll(user => user.IsReporting || user.Reports > 0));
        }
    }

    private sealed class SlowUser(FakeTimeProvider time) : IReportedUser
    {
        public DateTimeOffset LastReport { get; private set; }
        public bool IsReporting { get; private set; }
        public int Reports { get; private set; }

        public async Task ReportAsync()
        {
            IsReporting = true;
            await Task.Delay(Latency, time);
            (LastReport, IsReporting, Reports) = (time.GetUtcNow(), false, Reports + 1);
        }
    }
}

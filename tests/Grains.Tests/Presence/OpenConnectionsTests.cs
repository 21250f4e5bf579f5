using System.Collections.Immutable;
using XelaConnect.Grains.Presence;

namespace XelaConnect.Grains.Tests.Presence;

/// <summary>How many hub connections a person has, over hosts that come, report and crash.</summary>
public sealed class OpenConnectionsTests
{
    private readonly OpenConnections connections = new();
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Connection_limit_holds_across_hosts()
    {
        for (var i = 0; i < OpenConnections.MaxPerUser; i++) Open(i % 2 == 0 ? "a" : "b", $"{i}").ShouldBeTrue();
        Open("a", "one more").ShouldBeFalse();
        Open("c", "one more").ShouldBeFalse();
        Open("a", "0").ShouldBeTrue("it is counted already");
        connections.Close("b", "1");
        connections.Close("b", "1");
        Open("c", "one more").ShouldBeTrue();
        Open("c", "another").ShouldBeFalse();
    }

    [Fact]
    public void Connections_of_a_dead_host_do_not_count()
    {
        Fill("a");
        connections.Lose("a");
        Fill("b");
    }

    [Fact]
    public void Connections_of_a_silent_host_stop_counting()
    {
        Fill("a");
        now += OpenConnections.HostLease;
        Fill("b");
    }

    [Fact]
    public void Report_restores_the_connections_of_its_host()
    {
        ImmutableArray<string> all = [.. Enumerable.Range(0, OpenConnections.MaxPerUser).Select(i => $"{i}")];
        for (var minute = 0; minute < 10; minute++)
        {
            connections.Report("a", all, now);
            Open("b", "one more").ShouldBeFalse();
            now += TimeSpan.FromMinutes(1);
        }
        connections.Report("a", all[..^2], now);
        Open("b", "one more").ShouldBeTrue();
        Open("b", "two more").ShouldBeTrue();
        Open("b", "three more").ShouldBeFalse();
        connections.Report("a", [], now + TimeSpan.FromMinutes(1));
        for (var i = 2; i < OpenConnections.MaxPerUser; i++) Open("c", $"{i}").ShouldBeTrue();
    }

    [Fact]
    public void Older_report_does_not_drop_a_newer_connection()
    {
        Fill("a");
        now += TimeSpan.FromSeconds(1);
        connections.Report("a", ["0"], now);
        Open("b", "one more").ShouldBeFalse();
    }

    private void Fill(string host)
    {
        for (var i = 0; i < OpenConnections.MaxPerUser; i++) Open(host, $"{i}").ShouldBeTrue();
        Open(host, "one more").ShouldBeFalse();
    }

    private bool Open(string host, string id) => connections.TryOpen(host, id, now);
}

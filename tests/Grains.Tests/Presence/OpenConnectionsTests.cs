using System.Collections.Immutable;
using XelaConnect.Grains.Presence;

namespace XelaConnect.Grains.Tests.Presence;

/// <summary>How many hub connections a person has, over hosts that come, report and crash.</summary>
public sealed class OpenConnectionsTests
{
    private readonly OpenConnections connections = new();
    private DateTimeOffset now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Connections_beyond_the_most_are_refused_whichever_host_they_come_to()
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
    public void Connections_of_a_lost_host_do_not_count()
    {
        Fill("a");
        connections.Lose("a");
        Fill("b");
    }

    [Fact]
    public void Connections_of_a_host_that_reports_nothing_stop_counting()
    {
        Fill("a");
        now += OpenConnections.HostLease;
        Fill("b");
    }

    [Fact]
    public void Reports_keep_connections_restore_a_lost_count_and_drop_what_has_closed()
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
    public void Report_written_before_a_connection_opened_does_not_drop_it()
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

using Microsoft.AspNetCore.SignalR;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>
/// SimulatedPerson person watches a circle, now at one host and now at the other, and goes on each time from the last seq they have.
/// </summary>
internal sealed class Watcher(Simulation simulation, SimulatedPerson person, string circle, Node first, Random random)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(40);
    private readonly List<CirclePost> seen = [];
    private int connections;

    public string Circle { get; } = circle;

    /// <summary>How often a connection was made.</summary>
    public int Connections => connections;

    /// <summary>The last seq they have.</summary>
    public long Last
    {
        get { lock (seen) return seen.Count == 0 ? 0 : seen[^1].Seq; }
    }

    /// <summary>Stays where they are, for as long as the connection lives.</summary>
    public bool Stays { get; set; }

    /// <summary>Everything they got, in the order they got it.</summary>
    public IReadOnlyList<CirclePost> Seen
    {
        get { lock (seen) return [.. seen]; }
    }

    public async Task RunAsync(CancellationToken over)
    {
        for (var host = first; !over.IsCancellationRequested; host = simulation.Cluster.Hosts[random.Next(simulation.Cluster.Hosts.Count)])
        {
            try
            {
                await WatchAsync(host, over);
            }
            catch (TimeoutException)
            {
                simulation.Ledger.Wrong($"Watching {Circle}: {host} did not answer within {Ledger.Bound.TotalSeconds} s.");
            }
            catch (Exception e) when (Outage.IsLoss(e))
            {
                await Task.Delay(Glance, CancellationToken.None);
            }
            catch (Exception e) when (e is HubException or ShouldAssertException)
            {
                simulation.Ledger.Wrong($"Watching {Circle} at {host}: {e.Message}");
            }
        }
    }

    private async Task WatchAsync(Node host, CancellationToken over)
    {
        await using var device = await person.At(host).ConnectAsync().WaitAsync(Ledger.Bound, over);
        connections++;
        var watched = await device.WatchAsync(Circle, Last).WaitAsync(Ledger.Bound, over);
        Take(watched.Missed);
        // Of very many missed the first ones come, and the others are to be fetched.
        while (watched.More && Last < watched.Seq)
        {
            var page = await person.At(host).CirclePostsAsync(Circle, $"after_seq={Last}&limit=100");
            Take(page.TakeWhile(said => said.Seq <= watched.Seq));
        }
        var heard = 0;
        for (var glances = random.Next(20, 100); !over.IsCancellationRequested && !device.IsClosed && (Stays || glances > 0); glances--)
        {
            await Task.Delay(Glance, CancellationToken.None);
            heard += Take(device.PostsIn(Circle).Skip(heard));
        }
        Take(device.PostsIn(Circle).Skip(heard));
    }

    private int Take(IEnumerable<CirclePost> posts)
    {
        lock (seen)
        {
            var before = seen.Count;
            foreach (var said in posts)
            {
                var last = seen.Count == 0 ? 0 : seen[^1].Seq;
                if (said.Seq <= last) simulation.Ledger.Double($"a watcher of {Circle} received {said.Seq} after {last}");
                else if (said.Seq > last + 1)
                    simulation.Ledger.Lose($"a watcher of {Circle} received {said.Seq} after {last}", (int)(said.Seq - last - 1));
                seen.Add(said);
            }
            return seen.Count - before;
        }
    }
}

using System.Diagnostics;
using XelaConnect.Cluster.Tests.Load;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>How long it takes until each circle carries out a command again.</summary>
internal static class Recovery
{
    /// <summary>A new attempt starts this often, also while earlier ones wait.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    /// <summary>Posts to every circle until one post is answered: the time since <paramref name="since"/>, by circle.</summary>
    public static Task<TimeSpan[]> MeasureAsync(Simulation simulation, Stopwatch since) =>
        Task.WhenAll(Enumerable.Range(0, simulation.Circles.Count).Select(circle => MeasureAsync(simulation, circle, since)));

    private static async Task<TimeSpan> MeasureAsync(Simulation simulation, int circle, Stopwatch since)
    {
        using var patience = new CancellationTokenSource(Until.Patience);
        var answered = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; !answered.Task.IsCompleted; i++)
        {
            if (patience.IsCancellationRequested)
            {
                simulation.Ledger.Wrong($"Circle {circle} did not answer again within {Until.Patience.TotalSeconds} s.");
                answered.TrySetResult(since.Elapsed);
            }
            // One that waits for what is dead is left to itself until the load ends; the scenario goes on.
            simulation.Attend(TryAsync(i));
            await Task.WhenAny(answered.Task, Task.Delay(Beat));
        }
        return await answered.Task;

        // Another member at another host each time: the circle is measured, not a session.
        async Task TryAsync(int i)
        {
            var post = new Post(simulation.FounderOf(circle, i), simulation.Circles[circle], overHub: false, withKey: false);
            if (await simulation.Ledger.AskAsync(
                post, simulation.Cluster.Hosts[i % simulation.Cluster.Hosts.Count]) == OperationStatus.Acknowledged) answered.TrySetResult(
                since.Elapsed);
        }
    }
}

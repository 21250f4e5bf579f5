using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>Starts and stops the engine and all who take part, in stages: ascending at start, descending at the stop (docs: host/silo-lifecycle).</summary>
internal sealed class StandaloneSilo(Catalog catalog, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants) : IHostedService, ISiloLifecycle
{
    private readonly List<(int Stage, Func<CancellationToken, Task> Start, Func<CancellationToken, Task>? Stop)> subscribed = [];
    private readonly Stack<Func<CancellationToken, Task>> toStop = new();

    public void Subscribe(string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop = null) => subscribed.Add((stage, onStart, onStop));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Subscribe(nameof(Catalog), ServiceLifecycleStage.RuntimeGrainServices, _ =>
        {
            catalog.Start();
            return Task.CompletedTask;
        });
        // Before anything that grains may need on their way out.
        Subscribe(nameof(Catalog), ServiceLifecycleStage.BecomeActive - 1, _ => Task.CompletedTask, catalog.StopAsync);
        foreach (var participant in participants) participant.Participate(this);
        foreach (var (_, start, stop) in subscribed.OrderBy(s => s.Stage))
        {
            await start(cancellationToken);
            if (stop is not null) toStop.Push(stop);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        List<Exception> failures = [];
        while (toStop.TryPop(out var stop))
        {
            // One that cannot stop keeps nobody else from it.
            try { await stop(cancellationToken); }
            catch (Exception e) { failures.Add(e); }
        }
        if (failures.Count > 0) throw new AggregateException(failures);
    }
}

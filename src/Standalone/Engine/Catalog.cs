using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>All activations: finds the one of a grain or makes it, and ends those that nobody needs (docs: grains/grain-placement, host/grain-directory).</summary>
internal sealed class Catalog(IServiceProvider services, GrainTypes types, StandaloneOptions options, TimeProvider time, ILogger<Catalog> log) : IHome, IDisposable
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();
    private readonly ConcurrentDictionary<GrainId, Workers> workers = new();
    private readonly Lazy<IIncomingGrainCallFilter[]> filters = new(() => [.. services.GetServices<IIncomingGrainCallFilter>()]);
    private readonly Meter meter = new("XelaConnect.Standalone");
    private ITimer? look;
    private volatile bool stopped;

    public IServiceProvider Services => services;
    public StandaloneOptions Options => options;
    public TimeProvider Time => time;
    public ILogger Log => log;
    public LiveStreams Streams { get; } = services.GetRequiredService<LiveStreams>();
    public IGrainFactory References => services.GetRequiredService<IGrainFactory>();
    public IIncomingGrainCallFilter[] Filters => filters.Value;

    private IEnumerable<Activation> All => activations.Values.Concat(workers.Values.SelectMany(w => w.All));

    /// <summary>Hands a call to its grain.</summary>
    public void Dispatch(Request request)
    {
        var target = ((ICall)request).Target;
        if (stopped) request.Fail(new OrleansException("The host is stopping; nothing was done."));
        else if (activations.TryGetValue(target, out var activation)) activation.Enqueue(request);
        else Dispatch(request, target, types.Class(target.Type));
    }

    private void Dispatch(Request request, GrainId target, GrainClass type)
    {
        if (type.MaxWorkers is { } most) workers.GetOrAdd(target, id => new Workers(id, type, most, this)).Enqueue(request);
        else activations.GetOrAdd(target, id => new Activation(id, type, this, this)).Enqueue(request);
    }

    /// <summary>One that ended leaves its place, to a next one when somebody waits for it.</summary>
    void IHome.Over(Activation activation, IReadOnlyList<Request> waiting)
    {
        if (waiting.Count == 0)
        {
            activations.TryRemove(new(activation.GrainId, activation));
            return;
        }
        if (stopped)
        {
            foreach (var request in waiting) request.Fail(new OrleansException("The host is stopping; nothing was done."));
            return;
        }
        var next = new Activation(activation.GrainId, types.Class(activation.GrainId.Type), this, this);
        foreach (var request in waiting) next.Enqueue(request);
        activations[activation.GrainId] = next;
    }

    public void Start()
    {
        meter.CreateObservableGauge("xela.grains.active", () => All.Count(), "{grain}", "Grains in memory.");
        look = time.CreateTimer(_ => Look(), null, options.Look, options.Look);
    }

    /// <summary>Takes no more calls and ends every activation, or gives up waiting.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        look?.Dispose();
        // Grains that end may still call others; those that begin meanwhile are ended with the next round.
        for (var round = 0; round < 3; round++)
        {
            var ending = All.ToList();
            if (ending.Count == 0) break;
            foreach (var activation in ending) activation.Deactivate(new DeactivationReason("The host is stopping."));
            try { await Task.WhenAll(ending.Select(a => a.Ended)).WaitAsync(options.StopTimeout, time, cancellation); }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException) { break; }
        }
        stopped = true;
    }

    public void Dispose()
    {
        look?.Dispose();
        meter.Dispose();
    }

    private void Look()
    {
        var now = Environment.TickCount64;
        foreach (var activation in All) activation.Look(now, options);
    }

    /// <summary>The activations of a stateless worker's key: a call goes to one that is free, else to a new one, else to the least busy.</summary>
    private sealed class Workers(GrainId id, GrainClass type, int most, Catalog catalog) : IHome
    {
        private readonly Lock gate = new();
        private readonly List<Activation> all = [];

        public Activation[] All
        {
            get { lock (gate) return [.. all.Where(a => !a.Ended.IsCompleted)]; }
        }

        public void Enqueue(Request request)
        {
            lock (gate)
            {
                all.RemoveAll(static a => a.Ended.IsCompleted);
                var least = all.MinBy(a => a.Load);
                if (least is null || (least.Load > 0 && all.Count < most)) all.Add(least = new Activation(id, type, catalog, this));
                least.Enqueue(request);
            }
        }

        public void Over(Activation activation, IReadOnlyList<Request> waiting)
        {
            // Not under the activation's gate, which Enqueue takes under this one's: the two would wait for each other.
            if (waiting.Count > 0) ThreadPool.UnsafeQueueUserWorkItem(_ => { foreach (var request in waiting) Enqueue(request); }, null);
        }
    }
}

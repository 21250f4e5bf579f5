using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>Where an activation belongs.</summary>
internal interface IHome
{
    /// <summary>It is over; whoever still waited for it goes to the next one, in order. Called under the activation's gate.</summary>
    void Over(Activation activation, IReadOnlyList<Request> waiting);
}

/// <summary>
/// One grain in memory. What the grain does between two awaits is one turn, and turns never run beside each other (<see cref="TurnScheduler"/>); beside that,
/// a gate says which calls may begin while others wait (docs: grains/request-scheduling).
/// </summary>
#pragma warning disable CA1001 // a source without a timer holds nothing that must be given back
internal sealed partial class Activation
{
    [ThreadStatic]
    private static Activation? constructing;

    private readonly GrainId id;
    private readonly GrainClass type;
    private readonly Catalog catalog;
    private readonly IHome home;
    private readonly TurnScheduler turns;
    private readonly Lock gate = new();
    private readonly LinkedList<Request> waiting = new();
    private readonly List<Request> running = [];
    private readonly List<GrainTimer> timers = [];
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServiceScope scope;
    private Phase phase;
    private DeactivationReason reason;
    private bool endsAtOnce;
    private int blocking;
    private int blockingReaders;
    private long lastUsed = Environment.TickCount64;

    public Activation(GrainId id, GrainClass type, Catalog catalog, IHome home)
    {
        (this.id, this.type, this.catalog, this.home) = (id, type, catalog, home);
        turns = new TurnScheduler(this);
    }

    private enum Phase { New, Activating, Valid, Deactivating, Over }

    public GrainId GrainId => id;

    public Catalog Catalog => catalog;

    /// <summary>The grain; there from its activation on.</summary>
    public Grain Grain { get; private set; } = null!;

    /// <summary>Cancelled when the activation begins to end.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Completes when it is over.</summary>
    public Task Ended => over.Task;

    /// <summary>The activation in whose turn this runs, if it is one.</summary>
    public static Activation? OfTurn => (TaskScheduler.Current as TurnScheduler)?.Owner;

    /// <summary>The activation whose grain is being constructed, if it is the engine that does.</summary>
    public static Activation? OfConstructor => constructing;

    /// <summary>Calls that run or wait.</summary>
    public int Load
    {
        get { lock (gate) return running.Count + waiting.Count; }
    }

    /// <summary>Runs the call as soon as the gate lets it; after the activation's end, on the next activation.</summary>
    public void Enqueue(Request request)
    {
        lock (gate)
        {
            if (phase != Phase.Over)
            {
                lastUsed = Environment.TickCount64;
                if (phase == Phase.New) Activate();
                if (phase == Phase.Valid && MayBegin(request)) Begin(request);
                else waiting.AddLast(request);
                return;
            }
        }
        Move(request);
    }

    /// <summary>A call is over: those that waited for it may begin.</summary>
    public void Completed(Request request)
    {
        lock (gate)
        {
            running.Remove(request);
            lastUsed = Environment.TickCount64;
            if (!Interleaves(request))
            {
                blocking--;
                if (request.IsReadOnly) blockingReaders--;
            }
            if (phase == Phase.Deactivating && running.Count == 0) Run(EndAsync);
            else if (phase == Phase.Valid) BeginWaiting();
        }
    }

    /// <summary>Ends the activation when its running calls are over.</summary>
    public void Deactivate(DeactivationReason why)
    {
        lock (gate)
        {
            if (phase is Phase.Deactivating or Phase.Over) return;
            reason = why;
            if (phase == Phase.New) End();
            // One that is being activated is activated first.
            else if (phase == Phase.Activating) endsAtOnce = true;
            else
            {
                phase = Phase.Deactivating;
                foreach (var timer in timers.ToArray()) timer.Dispose();
                // Not under the gate: what is cancelled may call back.
                Run(ending.CancelAsync);
                if (running.Count == 0) Run(EndAsync);
            }
        }
    }

    /// <summary>Fails calls that have waited for too long, and ends the activation when nobody has called for a while.</summary>
    public void Look(long now, StandaloneOptions options)
    {
        lock (gate)
        {
            var late = now - (long)options.ResponseTimeout.TotalMilliseconds;
            foreach (var request in running) request.TimeOut(late);
            foreach (var request in waiting) request.TimeOut(late);
            if (phase != Phase.Valid || running.Count > 0 || now - lastUsed < options.CollectionAge.TotalMilliseconds) return;
        }
        Deactivate(new DeactivationReason("Nobody has called for a while."));
    }

    public GrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (gate)
        {
            if (phase is Phase.Deactivating or Phase.Over) return timer;
            timers.Add(timer);
        }
        timer.Start();
        return timer;
    }

    public void Remove(GrainTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    /// <summary>Does something in the grain's turns that waits like a call. <see cref="OrleansException"/> when the grain has ended.</summary>
    public Task TellAsync(Func<Task> what)
    {
        var news = new News(what);
        Enqueue(news);
        return news.Over;
    }

    /// <summary>Does something in the grain's turns, whatever runs.</summary>
    public void Run(Func<Task> step) => _ = Task.Factory.StartNew(step, CancellationToken.None, TaskCreationOptions.DenyChildAttach, turns);

    private bool Interleaves(Request request) => type.IsReentrant || request.AlwaysInterleaves;

    private bool MayBegin(Request request) => blocking == 0 || Interleaves(request) || (request.IsReadOnly && blocking == blockingReaders);

    private void Begin(Request request)
    {
        running.Add(request);
        if (!Interleaves(request))
        {
            blocking++;
            if (request.IsReadOnly) blockingReaders++;
        }
        request.Begin(this);
    }

    /// <summary>Oldest first; one that may not begin yet does not hold up those that may.</summary>
    private void BeginWaiting()
    {
        for (var node = waiting.First; node is not null;)
        {
            var next = node.Next;
            if (MayBegin(node.Value))
            {
                waiting.Remove(node);
                Begin(node.Value);
            }
            node = next;
        }
    }

    private void Activate()
    {
        phase = Phase.Activating;
        // Not with what the first caller has in its context: the grain outlives that call.
        using (ExecutionContext.SuppressFlow()) Run(ActivateAsync);
    }

    private async Task ActivateAsync()
    {
        try
        {
            scope = catalog.Services.CreateAsyncScope();
            constructing = this;
            try { Grain = type.Create(scope.ServiceProvider); }
            finally { constructing = null; }
            await Grain.OnActivateAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNotActivated(catalog.Log, e, id);
            await DisposeScopeAsync();
            lock (gate)
            {
                foreach (var request in waiting) request.Fail(e);
                waiting.Clear();
                End();
            }
            return;
        }
        lock (gate)
        {
            phase = Phase.Valid;
            BeginWaiting();
            if (endsAtOnce) Deactivate(reason);
        }
    }

    private async Task EndAsync()
    {
        using var deadline = new CancellationTokenSource(catalog.Options.StopTimeout);
        try { await Grain.OnDeactivateAsync(reason, deadline.Token); }
        catch (Exception e) { LogNotDeactivated(catalog.Log, e, id); }
        await DisposeScopeAsync();
        lock (gate) End();
    }

    private async Task DisposeScopeAsync()
    {
        try
        {
            if (Grain is IAsyncDisposable later) await later.DisposeAsync();
            else (Grain as IDisposable)?.Dispose();
            await scope.DisposeAsync();
        }
        catch (Exception e) { LogNotDeactivated(catalog.Log, e, id); }
    }

    private void End()
    {
        phase = Phase.Over;
        home.Over(this, [.. waiting.Where(request => request is ICall)]);
        foreach (var request in waiting.Where(request => request is not ICall)) Move(request);
        waiting.Clear();
        over.TrySetResult();
    }

    /// <summary>A call goes to the next activation; what was this one's own is over with it.</summary>
    private void Move(Request request)
    {
        if (request is ICall) catalog.Dispatch(request);
        else request.Fail(new OrleansException($"{id} has ended."));
    }

    [LoggerMessage(7001, LogLevel.Warning, "{Grain} could not be activated; the next call tries again.")]
    private static partial void LogNotActivated(ILogger log, Exception e, GrainId grain);

    [LoggerMessage(7002, LogLevel.Warning, "{Grain} did not end as it should.")]
    private static partial void LogNotDeactivated(ILogger log, Exception e, GrainId grain);
}

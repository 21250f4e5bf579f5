using System.Collections.Concurrent;

namespace XelaConnect.Tests.Engine;

/// <summary>What a grain did, in order, and doors that a test opens for it. A grain finds its probe by its key.</summary>
internal sealed class Probe
{
    private static readonly ConcurrentDictionary<string, Probe> All = new();

    private readonly Lock sync = new();
    private readonly List<string> notes = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> doors = new();
    private TaskCompletionSource noted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int inside;
    private int most;

    /// <summary>Who is told the same.</summary>
    public Probe? Forward { get; set; }

    /// <summary>Where the grain was activated, for those that note it.</summary>
    public TaskScheduler? Scheduler { get; set; }

    /// <summary>How many were in <see cref="Touch"/> at the same instant, at most.</summary>
    public int MostAtOnce => Volatile.Read(ref most);

    public string[] Notes
    {
        get { lock (sync) return [.. notes]; }
    }

    public static Probe Of(string key) => All.GetOrAdd(key, _ => new Probe());

    public void Note(string what)
    {
        TaskCompletionSource before;
        lock (sync)
        {
            notes.Add(what);
            (before, noted) = (noted, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        before.SetResult();
        Forward?.Note(what);
    }

    public int Count(string what) => Notes.Count(note => note == what);

    /// <summary>Waits until something was noted so many times.</summary>
    public async Task SeenAsync(string what, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (notes.Count(note => note == what) >= times) return;
                next = noted.Task;
            }
            await next.WaitAsync(RunningEngine.Patience);
        }
    }

    /// <summary>Ends when the door is opened, on the caller's scheduler.</summary>
    public Task DoorAsync(string name) => Door(name).Task;

    public void Open(string name) => Door(name).TrySetResult();

    /// <summary>Goes in, waits at the door of that name, and goes out.</summary>
    public async Task PassAsync(string name)
    {
        Note($"in {name}");
        await DoorAsync(name);
        Note($"out {name}");
    }

    /// <summary>A while of work without an await, long enough for another to be seen beside it.</summary>
    public void Touch()
    {
        var now = Interlocked.Increment(ref inside);
        lock (sync) most = Math.Max(most, now);
        Thread.SpinWait(20_000);
        Interlocked.Decrement(ref inside);
    }

    private TaskCompletionSource Door(string name) => doors.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

/// <summary>A grain whose activations are noted.</summary>
public abstract class ProbedGrain : Grain
{
    internal Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    /// <summary>Which activation of its key this is, from 1.</summary>
    protected int Life { get; private set; }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Note("activated");
        Life = Probe.Count("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Note("deactivated");
        return Task.CompletedTask;
    }
}

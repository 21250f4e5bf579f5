using System.Collections.Concurrent;

namespace XelaConnect.Tests.Activations;

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
    }

    public int Count(string what) => Notes.Count(note => note == what);

    /// <summary>Waits until this was noted once.</summary>
    public async Task SeenAsync(string what)
    {
        while (true)
        {
            Task next;
            lock (sync)
            {
                if (notes.Contains(what)) return;
                next = noted.Task;
            }
            await next.WaitAsync(RunningSilo.Patience);
        }
    }

    /// <summary>Ends when the door is opened.</summary>
    public Task DoorAsync(string name) => Door(name).Task;

    public void Open(string name) => Door(name).TrySetResult();

    /// <summary>Goes in, waits at the door of that name, and goes out.</summary>
    public async Task PassAsync(string name)
    {
        Note($"in {name}");
        await DoorAsync(name);
        Note($"out {name}");
    }

    /// <summary>Works without an await, long enough for another to be seen beside it.</summary>
    public void Touch()
    {
        var now = Interlocked.Increment(ref inside);
        lock (sync) most = Math.Max(most, now);
        Thread.SpinWait(20_000);
        Interlocked.Decrement(ref inside);
    }

    private TaskCompletionSource Door(string name) => doors.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}

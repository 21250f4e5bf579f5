namespace XelaConnect.Standalone.Engine;

/// <summary>
/// The task scheduler of one activation: what is awaited in a turn goes on here, so a grain's own code never runs beside itself, on whatever thread
/// (docs: implementation/scheduler, grains/external-tasks-and-grains).
/// </summary>
internal sealed class TurnScheduler(Activation owner) : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>How long an activation may keep a thread while others wait for one; Orleans' quantum.</summary>
    private const long QuantumMilliseconds = 100;

    private readonly Queue<Task> turns = new();
    private bool scheduled;

    public Activation Owner => owner;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        var begin = Environment.TickCount64;
        while (true)
        {
            Task? turn;
            lock (turns)
            {
                if (!turns.TryDequeue(out turn))
                {
                    scheduled = false;
                    return;
                }
            }
            TryExecuteTask(turn);
            if (Environment.TickCount64 - begin < QuantumMilliseconds) continue;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (turns)
        {
            turns.Enqueue(task);
            if (scheduled) return;
            scheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Within a turn a new task may run at once: it is still the same turn.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (turns) return [.. turns];
    }
}

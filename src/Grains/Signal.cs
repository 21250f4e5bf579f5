namespace XelaConnect.Grains;

/// <summary>Wakes waiting readers after each change. A reader then reads the state itself.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = New();

    /// <summary>Completes at the next change. Take it before reading the state, so that no change is missed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Wakes the readers.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace XelaConnect.Grains;

/// <summary>Says to whoever waits that something has changed, as often as it does. Who waits looks for themselves at what.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = New();

    /// <summary>Ends at the next change. To be taken before looking, so that no change is missed in between.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Something has changed.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace XelaConnect.Silo.Streams;

/// <summary>
/// Ends the standing questions when the silo begins to stop, before its agents are stopped: an agent waits for the question it has asked, and tells its
/// receiver only afterwards.
/// </summary>
internal sealed class LiveStop : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled when the silo begins to stop.</summary>
    public CancellationToken Token => stopping.Token;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(LiveStop), ServiceLifecycleStage.Active + 1, _ => Task.CompletedTask, _ => stopping.CancelAsync());

    public void Dispose() => stopping.Dispose();
}

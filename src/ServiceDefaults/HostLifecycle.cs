namespace XelaConnect.ServiceDefaults;

/// <summary>What a process is about, as <c>/health/ready</c> says it. Only the ready are to be sent work.</summary>
public enum HostLifecycleState
{
    /// <summary>Waiting for its database.</summary>
    WaitingForDatabase,
    /// <summary>Joining the cluster, or connecting to it.</summary>
    Joining,
    /// <summary>Serving; whether it can is told by the checks.</summary>
    Ready,
    /// <summary>Told to end: it finishes what it has and takes nothing new.</summary>
    Draining,
}

/// <summary>Knows the phase of this process.</summary>
public sealed class HostLifecycle(IHostApplicationLifetime lifetime)
{
    private volatile bool waiting;

    /// <summary>The phase now.</summary>
    public HostLifecycleState Now =>
        lifetime.ApplicationStopping.IsCancellationRequested ? HostLifecycleState.Draining
        : lifetime.ApplicationStarted.IsCancellationRequested ? HostLifecycleState.Ready
        : waiting ? HostLifecycleState.WaitingForDatabase
        : HostLifecycleState.Joining;

    /// <summary>The database is waited for, or no longer.</summary>
    public void WaitingForDatabase(bool forDatabase) => waiting = forDatabase;
}

namespace XelaConnect.ServiceDefaults;

/// <summary>The state that <c>/health/ready</c> reports. Only a ready process should get work.</summary>
public enum HostLifecycleState
{
    /// <summary>Waiting for the database.</summary>
    WaitingForDatabase,
    /// <summary>Joining the cluster, or connecting to it.</summary>
    Joining,
    /// <summary>Serving, if the checks pass.</summary>
    Ready,
    /// <summary>Stopping: it completes what it has and accepts nothing new.</summary>
    Draining,
}

/// <summary>Knows the lifecycle state of this process.</summary>
public sealed class HostLifecycle(IHostApplicationLifetime lifetime)
{
    private volatile bool isWaiting;

    /// <summary>The state now.</summary>
    public HostLifecycleState State =>
        lifetime.ApplicationStopping.IsCancellationRequested ? HostLifecycleState.Draining
        : lifetime.ApplicationStarted.IsCancellationRequested ? HostLifecycleState.Ready
        : isWaiting ? HostLifecycleState.WaitingForDatabase
        : HostLifecycleState.Joining;

    /// <summary>Sets whether the start waits for the database.</summary>
    public void SetWaitingForDatabase(bool waiting) => isWaiting = waiting;
}

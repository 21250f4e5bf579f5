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

/// <summary>Drains a stopping process while it still listens; only then are connections refused.</summary>
public sealed class Draining(Func<CancellationToken, Task> drain) : IHostedLifecycleService
{
    /// <summary>The time limit of a stop. The process manager should wait a little longer before it kills.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => drain(cancellationToken);

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

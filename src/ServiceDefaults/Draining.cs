namespace XelaConnect.ServiceDefaults;

/// <summary>
/// What a process that was told to end does first, while it still listens and says that it is draining; only then are connections refused.
/// </summary>
public sealed class Draining(Func<CancellationToken, Task> drain) : IHostedLifecycleService
{
    /// <summary>All of the ending must fit in here; what runs the process should allow for a little more before it kills.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => drain(cancellationToken);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

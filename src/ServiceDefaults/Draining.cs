namespace XelaConnect.ServiceDefaults;

/// <summary>Drains a stopping process while it still listens; only then are connections refused.</summary>
public sealed class Draining(Func<CancellationToken, Task> drain) : IHostedLifecycleService
{
    /// <summary>The time limit of a stop. The process manager should wait a little longer before it kills.</summary>
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

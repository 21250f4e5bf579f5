namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Ends the process at once on a fatal error of Orleans, mostly because the other silos declared this one dead.
/// Orleans' own handler waits two seconds, in which a dead silo would still respond. The process manager restarts it.
/// </summary>
internal sealed class EvictionHandler : IFatalErrorHandler
{
    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        var reason = $"The silo ends: {context ?? exception?.Message ?? "a fatal error"}";
        // Not through the logger, whose thread would not write it in time.
        Console.Error.WriteLine(reason);
        Environment.FailFast(reason, exception);
    }
}

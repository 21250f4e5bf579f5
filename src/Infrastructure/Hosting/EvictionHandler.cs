namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Ends the process at once, mostly because the others declared this silo dead. Orleans' own handler waits two seconds,
/// in which a dead silo would still respond.
/// </summary>
internal sealed class EvictionHandler : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        var reason = $"The silo ends: {context ?? exception?.Message ?? "a fatal error"}";
        // Not through the logger, whose thread would not write it in time.
        Console.Error.WriteLine(reason);
        Environment.FailFast(reason, exception);
    }
}

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Ends the process at once when Orleans finds that it cannot go on, mostly because the others declared this silo dead. Orleans' own handler waits two
/// seconds before, in which a dead silo would go on answering. Whatever runs it starts it again.
/// </summary>
internal sealed class EvictionHandler : IFatalErrorHandler
{
    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        var why = $"The silo ends: {context ?? exception?.Message ?? "a fatal error"}";
        // Not through the logger, which writes from a thread of its own.
        Console.Error.WriteLine(why);
        Environment.FailFast(why, exception);
    }
}

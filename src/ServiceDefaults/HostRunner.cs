namespace XelaConnect.ServiceDefaults;

/// <summary>Runs a host.</summary>
internal static class HostRunner
{
    /// <summary>
    /// Runs until the process is told to stop. A stop that arrives during the start, while the database or a silo is waited for, cancels the start; that is
    /// an orderly end too, and not a crash.
    /// </summary>
    public static async Task RunUntilStoppedAsync(this WebApplication app)
    {
        var (started, stopping) = (app.Lifetime.ApplicationStarted, app.Lifetime.ApplicationStopping);
        try
        {
            await app.RunAsync();
        }
        catch (Exception) when (stopping.IsCancellationRequested && !started.IsCancellationRequested)
        {
            // The host has logged it.
        }
    }
}

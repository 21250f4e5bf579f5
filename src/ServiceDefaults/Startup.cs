using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace XelaConnect.ServiceDefaults;

/// <summary>
/// The start of every process. A reason that the operator can remove is one sentence on standard error and exit code 1,
/// without log lines; any other exception is a bug and ends the process.
/// </summary>
public static class Startup
{
    /// <summary>Builds the host and runs it until it is stopped. Returns the exit code.</summary>
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var app = build();
            CheckAddresses(app.Configuration["urls"]);
            await RunAsync(app);
            return 0;
        }
        catch (Exception e) when (ReasonOf(e) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    /// <summary>Keeps failures that <see cref="RunAsync(Func{WebApplication})"/> prints out of the log.</summary>
    public static void AddQuietStartFailures(this IHostApplicationBuilder builder)
    {
        var console = builder.Services.First(service => service.ServiceType == typeof(ILoggerProvider)
            && service.ImplementationType == typeof(ConsoleLoggerProvider));
        builder.Services.Remove(console);
        builder.Services.AddSingleton<ConsoleLoggerProvider>();
        builder.Services.AddSingleton<ILoggerProvider, QuietConsole>();
    }

    /// <summary>A stop during the start, e.g. while it waits for the database, is no failure.</summary>
    private static async Task RunAsync(WebApplication app)
    {
        var (started, stopping) = (app.Lifetime.ApplicationStarted, app.Lifetime.ApplicationStopping);
        try { await app.RunAsync(); }
        // The host has logged it.
        catch (Exception) when (stopping.IsCancellationRequested && !started.IsCancellationRequested) { }
    }

    /// <summary>The web server would only find a port in use after the silo's start.</summary>
    private static void CheckAddresses(string? addresses)
    {
        const StringSplitOptions Options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var address in (addresses ?? "").Split(';', Options))
        {
            var binding = BindingAddress.Parse(address);
            if (binding.Port == 0 || !IPAddress.TryParse(binding.Host == "localhost" ? "127.0.0.1"
                : binding.Host.Trim('[', ']'), out var ip)) continue;
            try
            {
                using var probe = new TcpListener(ip, binding.Port);
                probe.Start();
            }
            catch (SocketException e) when (
                e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied or SocketError.AddressNotAvailable)
            {
                throw new StartException($"--urls: this process cannot listen on {address} ({e.Message}).", e);
            }
        }
    }

    private static string? ReasonOf(Exception failure) => failure switch
    {
        StartException => failure.Message,
        OptionsValidationException => failure.Message,
        _ => null,
    };

    [ProviderAlias("Console")]
    private sealed class QuietConsole(ConsoleLoggerProvider console) : ILoggerProvider, ISupportExternalScope
    {
        public ILogger CreateLogger(string categoryName) => new QuietLogger(console.CreateLogger(categoryName));
        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => console.SetScopeProvider(scopeProvider);
        public void Dispose() => console.Dispose();
    }

    private sealed class QuietLogger(ILogger console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console.BeginScope(state);
        public bool IsEnabled(LogLevel logLevel) => console.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            for (var failure = exception; failure is not null; failure = failure.InnerException)
                if (ReasonOf(failure) is not null) return;
            console.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

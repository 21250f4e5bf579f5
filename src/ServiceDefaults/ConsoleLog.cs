using Microsoft.Extensions.Configuration.Memory;

namespace XelaConnect.ServiceDefaults;

/// <summary>The log of every process: one line for each event, UTC; frameworks from warnings up.</summary>
public static class ConsoleLog
{
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // Recommends the server collector at every start; an embedded host is faster without (ADR 0038).
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        // Warns at every start that a check has not run yet.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        // Two lines for each placement of a grain, and four for each request to another service.
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>Adds the defaults below every other source, and keeps failures to start out of the log.</summary>
    public static void AddConsoleLog(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.AddQuietStartFailures();
    }
}

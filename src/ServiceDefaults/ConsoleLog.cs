using Microsoft.Extensions.Configuration.Memory;

namespace XelaConnect.ServiceDefaults;

/// <summary>How both hosts log unless settings say otherwise: one line an event, UTC, frameworks and libraries from warnings up.</summary>
public static class ConsoleLog
{
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // Advises the server collector at every start of an embedded host, which is measured to be better off without (ADR 0038).
        ["Logging:LogLevel:Orleans.Runtime.Silo"] = "Error",
        // Warns at every start of a check that has not run since the machine started.
        ["Logging:LogLevel:Orleans.Runtime.Watchdog"] = "Error",
        // Two lines for each placement of a grain, and four for each request to another service.
        ["Logging:LogLevel:Polly"] = "Warning",
        ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Warning",
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
    };

    /// <summary>Puts the defaults below every other source, and keeps failures to start out of the log.</summary>
    public static void AddConsoleLog(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.AddQuietStartFailures();
    }
}

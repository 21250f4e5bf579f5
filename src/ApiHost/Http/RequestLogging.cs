using Microsoft.Extensions.Options;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Keeps categories that print whole request lines silent, whatever the settings say: the hub takes its token in the query, and a token in a log is a leak.
/// </summary>
internal sealed class RequestLogging : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Silent = ["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    /// <inheritdoc />
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var rule in options.Rules.Where(r => Silent.Contains(r.CategoryName, StringComparer.OrdinalIgnoreCase)).ToList()) options.Rules.Remove(rule);
        // A rule that names a provider beats one that names none, so each provider that has rules gets its own.
        var providers = options.Rules.Select(r => r.ProviderName).Append(null).Distinct().ToList();
        foreach (var provider in providers)
        {
            foreach (var category in Silent) options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.None, null));
        }
    }
}

using Microsoft.Extensions.Options;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Silences log categories whatever the settings are. Two print whole request lines: the hub's carry the token in the
/// query, and a token in a log is a leak. The third logs every refusal of a hub method as an error (see <see
/// cref="Live.HubExceptionFilter"/>).
/// </summary>
internal sealed class SilencedLogCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher",
    ];

    /// <inheritdoc />
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var rule in options.Rules.Where(r => Categories.Contains(r.CategoryName, StringComparer.OrdinalIgnoreCase)).ToList())
            options.Rules.Remove(rule);
        // A rule that names a provider wins over a rule that names none, so each provider with rules gets its own.
        foreach (var provider in options.Rules.Select(r => r.ProviderName).Append(null).Distinct().ToList())
            foreach (var category in Categories) options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.None, null));
    }
}

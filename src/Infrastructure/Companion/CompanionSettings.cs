using Microsoft.Extensions.Configuration;
using XelaConnect.Grains.Companion;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Companion;

/// <summary>How the model behind Xela is reached (<c>Xela:Companion</c>), read and checked once at start.</summary>
/// <param name="Endpoint">Where its API is.</param>
/// <param name="ApiKey">The key to ask with; null: Xela's offline voice answers.</param>
/// <param name="Model">Which model.</param>
/// <param name="Temperature">How freely it speaks, 0 to 2.</param>
/// <param name="MaxOutputTokens">The most tokens of an answer.</param>
/// <param name="FirstToken">How long the first token may take, tries included.</param>
/// <param name="Total">How long an answer may take.</param>
/// <param name="MaxConcurrency">How many answers this process asks for at once; others wait, as long as their first token may take.</param>
/// <param name="Ceilings">How many calls a day has.</param>
internal sealed record CompanionSettings(
    Uri Endpoint, string? ApiKey, string Model, float Temperature, int MaxOutputTokens, TimeSpan FirstToken, TimeSpan Total, int MaxConcurrency, ModelCeilings Ceilings)
{
    private const string Root = "Xela:Companion";

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static CompanionSettings Read(IConfiguration configuration)
    {
        var settings = new CompanionSettings(
            configuration.Url($"{Root}:Endpoint", "https://api.openai.com/v1"),
            configuration.Text($"{Root}:ApiKey") ?? (configuration["OPENAI_API_KEY"] is { Length: > 0 } usual ? usual : null),
            configuration.Text($"{Root}:Model") ?? "gpt-4o-mini",
            (float)(configuration.Fraction($"{Root}:Temperature", 0, 2) ?? 0.7),
            configuration.Number($"{Root}:MaxOutputTokens", 1, 4000) ?? 150,
            TimeSpan.FromSeconds(configuration.Number($"{Root}:FirstTokenSeconds", 1, 60) ?? 8),
            TimeSpan.FromSeconds(configuration.Number($"{Root}:TotalSeconds", 1, 120) ?? 30),
            configuration.Number($"{Root}:MostAtOnce", 1, 100_000) ?? 1000,
            new ModelCeilings(
                configuration.Number($"{Root}:CallsPerDay", 0, 1_000_000_000) ?? ModelCeilings.Default.CallsPerDay,
                configuration.Number($"{Root}:CallsPerAddressPerDay", 0, 1_000_000_000) ?? ModelCeilings.Default.CallsPerAddressPerDay));
        // It becomes a header.
        if (settings.ApiKey.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new SettingException($"{Root}:ApiKey (or OPENAI_API_KEY) must consist of printable ASCII characters.");
        return settings.Total >= settings.FirstToken ? settings
            : throw new SettingException($"{Root}:TotalSeconds must not be less than {Root}:FirstTokenSeconds.");
    }
}

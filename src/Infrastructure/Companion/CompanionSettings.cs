namespace XelaConnect.Infrastructure.Companion;

/// <summary>
/// Settings of the model behind Xela (<c>Xela:Companion</c>), with the models in the order in which they are tried.
/// Without an API key it works offline.
/// </summary>
internal sealed record CompanionSettings(
    Uri Endpoint, string? ApiKey, IReadOnlyList<string> Models, float Temperature, int MaxOutputTokens,
    TimeSpan FirstToken, TimeSpan Total, int MaxConcurrency, ModelCeilings Ceilings)
{
    private const string Root = "Xela:Companion";
    private const int MaxCalls = 1_000_000_000;
    private const int MaxFallbacks = 10;
    private const string OpenAi = "https://api.openai.com/v1";
    /// <summary>Where keys of Emergent are valid, and only there.</summary>
    private const string Emergent = "https://integrations.emergentagent.com/llm";
    private static readonly string[] UsualModels = ["gpt-5.1-turbo", "gpt-5.1", "gpt-5-mini", "gpt-4o-mini"];

    public static CompanionSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text($"{Root}:ApiKey") ?? Variable("OPENAI_API_KEY");
        var emergentKey = key is null ? Variable("EMERGENT_LLM_KEY") : null;
        var settings = new CompanionSettings(
            configuration.Url($"{Root}:Endpoint", emergentKey is null ? OpenAi : Emergent),
            key ?? emergentKey,
            ModelsOf(configuration),
            (float)(configuration.Fraction($"{Root}:Temperature", 0, 2) ?? 0.7),
            configuration.Number($"{Root}:MaxOutputTokens", 1, 4000) ?? 150,
            TimeSpan.FromSeconds(configuration.Number($"{Root}:FirstTokenSeconds", 1, 60) ?? 8),
            TimeSpan.FromSeconds(configuration.Number($"{Root}:TotalSeconds", 1, 120) ?? 30),
            configuration.Number($"{Root}:MostAtOnce", 1, 100_000) ?? 1000,
            new ModelCeilings(
                configuration.Number($"{Root}:CallsPerDay", 0, MaxCalls) ?? ModelCeilings.Default.CallsPerDay,
                configuration.Number($"{Root}:CallsPerAddressPerDay", 0, MaxCalls)
                    ?? ModelCeilings.Default.CallsPerAddressPerDay));
        // The key becomes a header.
        if (settings.ApiKey.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new SettingException(
                $"{Root}:ApiKey (or OPENAI_API_KEY, EMERGENT_LLM_KEY) must consist of printable ASCII characters.");
        return settings.Total >= settings.FirstToken ? settings
            : throw new SettingException($"{Root}:TotalSeconds must not be less than {Root}:FirstTokenSeconds.");

        string? Variable(string name) => configuration[name] is { Length: > 0 } text ? text : null;
    }

    /// <summary>A model that is set has only the fallbacks that are set, too.</summary>
    private static string[] ModelsOf(IConfiguration configuration)
    {
        var model = configuration.Text($"{Root}:Model");
        string[] fallbacks = [.. configuration.List($"{Root}:FallbackModels").Where(static name => name.Length > 0)];
        if (fallbacks.Length > MaxFallbacks)
            throw new SettingException($"{Root}:FallbackModels must hold at most {MaxFallbacks} models.");
        if (model is null && fallbacks.Length == 0) return UsualModels;
        return [.. fallbacks.Prepend(model ?? UsualModels[0]).Distinct(StringComparer.Ordinal)];
    }
}

internal sealed partial class CompanionStartupLog(
    ICompanionModel model, CompanionSettings settings, ILogger<CompanionStartupLog> log) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken)
    {
        if (model.IsConfigured) LogModel(log, settings.Models[0], settings.Endpoint.Host);
        else LogOffline(log);
        return Task.CompletedTask;
    }

    [LoggerMessage(3022, LogLevel.Information, "Xela uses the model {Model} at {Host}")]
    private static partial void LogModel(ILogger log, string model, string host);

    [LoggerMessage(
        3023, LogLevel.Warning,
        "Xela has no model, because none of Xela:Companion:ApiKey, OPENAI_API_KEY and EMERGENT_LLM_KEY is set; "
        + "the offline companion replies")]
    private static partial void LogOffline(ILogger log);
}

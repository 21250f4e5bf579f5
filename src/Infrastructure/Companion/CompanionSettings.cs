namespace XelaConnect.Infrastructure.Companion;

/// <summary>Settings of the model behind Xela (<c>Xela:Companion</c>). Without an API key it works offline.</summary>
internal sealed record CompanionSettings(
    Uri Endpoint, string? ApiKey, string Model, float Temperature, int MaxOutputTokens, TimeSpan FirstToken,
    TimeSpan Total, int MaxConcurrency, ModelCeilings Ceilings)
{
    private const string Root = "Xela:Companion";
    private const int MaxCalls = 1_000_000_000;

    public static CompanionSettings Read(IConfiguration configuration)
    {
        var settings = new CompanionSettings(
            configuration.Url($"{Root}:Endpoint", "https://api.openai.com/v1"),
            configuration.Text($"{Root}:ApiKey")
                ?? (configuration["OPENAI_API_KEY"] is { Length: > 0 } usual ? usual : null),
            configuration.Text($"{Root}:Model") ?? "gpt-4o-mini",
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
                $"{Root}:ApiKey (or OPENAI_API_KEY) must consist of printable ASCII characters.");
        return settings.Total >= settings.FirstToken ? settings
            : throw new SettingException($"{Root}:TotalSeconds must not be less than {Root}:FirstTokenSeconds.");
    }
}

internal sealed partial class CompanionStartupLog(
    ICompanionModel model, CompanionSettings settings, ILogger<CompanionStartupLog> log) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken)
    {
        if (model.IsConfigured) LogModel(log, settings.Model, settings.Endpoint.Host);
        else LogOffline(log);
        return Task.CompletedTask;
    }

    [LoggerMessage(3022, LogLevel.Information, "Xela uses the model {Model} at {Host}")]
    private static partial void LogModel(ILogger log, string model, string host);

    [LoggerMessage(
        3023, LogLevel.Warning,
        "Xela has no model, because neither Xela:Companion:ApiKey nor OPENAI_API_KEY is set; "
        + "the offline companion replies")]
    private static partial void LogOffline(ILogger log);
}

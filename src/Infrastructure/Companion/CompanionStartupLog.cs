namespace XelaConnect.Infrastructure.Companion;

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

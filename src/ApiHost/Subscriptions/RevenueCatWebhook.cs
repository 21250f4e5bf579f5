namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>RevenueCat retries after anything but a 200, so an event that is ignored gets a 200 too.</summary>
internal static partial class RevenueCatWebhook
{
    private const string Scheme = "Bearer ";
    private static readonly Fault NotConfigured = new(
        FaultKind.Unavailable, "not_configured", "This webhook is not set up on this server.", null, 3600);
    private static readonly Fault WrongSecret = new(
        FaultKind.Unauthenticated, "unauthenticated", "The Authorization header does not hold this webhook's secret.");

    public static async Task<IResult> ReceiveAsync(HttpContext http, IGrainFactory grains, RevenueCatSettings settings,
        RateLimits limits, ILogger<RevenueCatEvent> log)
    {
        if (!settings.IsConfigured) return limits.RefuseUnknownService(http, NotConfigured);
        if (http.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !settings.IsSecret(header[Scheme.Length..].Trim()))
            return limits.RefuseUnknownService(http, WrongSecret);

        var input = await JsonInput.ReadAsync(http);
        var read = RevenueCatEvents.Read(input, settings);
        if (input.Refusal is { } refusal) return refusal;
        if (read?.Notice is not { } notice)
        {
            LogIgnored(log, read?.Type, read?.IgnoredBecause);
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        }
        return Ok(await grains.StoreNotices().ReceiveAsync(notice), "Noted");
    }

    [LoggerMessage(6301, LogLevel.Information, "RevenueCat event of type {Type} is ignored: {Reason}")]
    private static partial void LogIgnored(ILogger log, string? type, string? reason);
}

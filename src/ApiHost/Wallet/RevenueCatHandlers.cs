using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>What RevenueCat tells (contract §3 "Payments"). Anything but a 200 it sends again, so what means nothing here is a 200 too.</summary>
internal static partial class RevenueCatHandlers
{
    private const string Scheme = "Bearer ";
    private static readonly Fault NotConfigured = new(FaultKind.Unavailable, "not_configured", "This webhook is not set up on this server.", null, 3600);
    private static readonly Fault WrongSecret = new(FaultKind.Unauthenticated, "unauthenticated", "The Authorization header does not hold this webhook's secret.");

    public static async Task<IResult> TakeAsync(HttpContext http, IGrainFactory grains, RevenueCatSettings settings, RateLimits limits, ILogger<RevenueCatNotice> log)
    {
        if (!settings.IsConfigured) return limits.Turned(http, NotConfigured);
        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !settings.IsSecret(header[Scheme.Length..].Trim()))
            return limits.Turned(http, WrongSecret);

        var input = await Input.ReadAsync(http);
        var notice = RevenueCatEvents.Read(input, settings);
        if (input.Refusal is { } refusal) return refusal;
        if (notice?.Event is not { } told)
        {
            LogMeaningless(log, notice?.Type);
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        }

        var owners = await OursAsync(grains, notice.Owners);
        if (owners.Count == 0)
        {
            LogNobody(log, notice.Type, told.EventId);
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        }
        if (told.Kind == StoreEventKinds.Transferred)
        {
            // Where nobody here receives it, it has ended all the same: the store sold it to someone else now.
            told = told with { TransferredTo = (await OursAsync(grains, notice.Receivers)).FirstOrDefault() };
            if (told.TransferredTo is null) LogNoReceiver(log, told.EventId);
            owners.RemoveAll(owner => owner == told.TransferredTo);
        }
        foreach (var owner in owners)
        {
            var noted = await grains.GetGrain<ISubscriptionGrain>(owner).NoteAsync(new NoteStoreEvent($"revenuecat/{told.EventId}", told));
            if (!noted.IsOk) return Answer.Refuse(noted.Fault);
        }
        return TypedResults.Ok(new DoneJson("Noted"));
    }

    /// <summary>Those of them who are people here, each once, in their order.</summary>
    private static async Task<List<string>> OursAsync(IGrainFactory grains, IEnumerable<string> ids)
    {
        var ours = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (Ids.IsOf("user", id) && await grains.GetGrain<IUserGrain>(id).GetAsync() is not null) ours.Add(id);
        return ours;
    }

    [LoggerMessage(6301, LogLevel.Information, "RevenueCat told of a {Type}, which means nothing here")]
    private static partial void LogMeaningless(ILogger log, string? type);

    [LoggerMessage(6302, LogLevel.Warning, "RevenueCat told of a {Type} of nobody who is here, event {EventId}")]
    private static partial void LogNobody(ILogger log, string type, string eventId);

    [LoggerMessage(6303, LogLevel.Warning, "RevenueCat told of a transfer to nobody who is here; it has ended for who gave it, event {EventId}")]
    private static partial void LogNoReceiver(ILogger log, string eventId);
}

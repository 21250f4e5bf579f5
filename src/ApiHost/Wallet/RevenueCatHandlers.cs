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
        if (notice is null or { Event: null, Owners.IsEmpty: true })
        {
            LogMeaningless(log, notice?.Type, notice?.Why);
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        }
        var noted = notice.Event is { Kind: StoreEventKinds.Transferred } transfer ? await TransferAsync(grains, notice, transfer, log) : await NoteAsync(grains, notice, log);
        return Answer.Of(noted, _ => TypedResults.Ok(new DoneJson("Noted")));
    }

    /// <summary>
    /// What was told of one customer is told to the first of their ids who is a person here, and their other ids learn that they are that person. Where none
    /// is, each id keeps it, since any of them may be the one that is named when the person is.
    /// </summary>
    private static async Task<Outcome<Done>> NoteAsync(IGrainFactory grains, RevenueCatNotice notice, ILogger log)
    {
        var ours = await OursAsync(grains, notice.Owners);
        var foreign = notice.Owners.Where(id => !ours.Contains(id, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Select(StoreCustomers.KeyOf).ToList();
        if (ours.Count == 0) LogNobody(log, notice.Type, notice.Event?.EventId);
        else if (notice.Event is { } told && await NoteAsync(grains, ours[0], told, log) is { IsOk: false } refused) return refused;
        foreach (var customer in foreign)
        {
            var command = ours.Count > 0 ? StoreCustomers.Alias(ours[0]) : notice.Event is { } kept ? CommandOf(kept) : null;
            if (command is not null && await NoteAsync(grains, customer, command, log) is { IsOk: false } failed) return failed;
        }
        return Done.Instance;
    }

    /// <summary>
    /// A transfer is told to each who gives, here or not, and names the first receiver who is here. Where none is, the first of them keeps it: the store sold
    /// it to someone else now, and may say later who that is.
    /// </summary>
    private static async Task<Outcome<Done>> TransferAsync(IGrainFactory grains, RevenueCatNotice notice, StoreEvent told, ILogger log)
    {
        var (givers, receivers) = (await OursAsync(grains, notice.Owners), await OursAsync(grains, notice.Receivers));
        var receiver = receivers.FirstOrDefault() ?? notice.Receivers.Select(StoreCustomers.KeyOf).FirstOrDefault();
        if (receivers.Count == 0) LogNoReceiver(log, told.EventId);
        if (givers.Count == 0) LogNobody(log, notice.Type, told.EventId);
        var foreign = notice.Owners.Where(id => !givers.Contains(id, StringComparer.Ordinal)).Select(StoreCustomers.KeyOf);
        foreach (var giver in givers.Concat(foreign).Distinct(StringComparer.Ordinal))
        {
            if (giver == receiver) continue;
            if (await NoteAsync(grains, giver, told with { TransferredTo = receiver }, log) is { IsOk: false } refused) return refused;
        }
        return Done.Instance;
    }

    private static Task<Outcome<Done>> NoteAsync(IGrainFactory grains, string owner, StoreEvent told, ILogger log) => NoteAsync(grains, owner, CommandOf(told), log);

    private static async Task<Outcome<Done>> NoteAsync(IGrainFactory grains, string owner, NoteStoreEvent command, ILogger log)
    {
        if (!StoreCustomers.IsKey(owner))
        {
            return StorePacks.IsPack(command.Event)
                ? await grains.GetGrain<IStorePackGrain>(StorePacks.KeyOf(command.Event)).NoteAsync(new NotePack(command.OperationId, owner, command.Event))
                : await grains.GetGrain<ISubscriptionGrain>(owner).NoteAsync(command);
        }
        var kept = await grains.GetGrain<IStoreCustomerGrain>(owner).NoteAsync(command);
        if (kept.IsOk || kept.Fault.Code != WalletFaults.CustomerFull.Code) return kept;
        // Sent again, it would find no more room; what is there stays.
        LogFull(log, owner, command.Event.EventId);
        return Done.Instance;
    }

    private static NoteStoreEvent CommandOf(StoreEvent told) => new($"revenuecat/{told.EventId}", told);

    /// <summary>Those of them who are people here, each once, in their order.</summary>
    private static async Task<List<string>> OursAsync(IGrainFactory grains, IEnumerable<string> ids)
    {
        var ours = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (Ids.IsOf("user", id) && await grains.GetGrain<IUserGrain>(id).GetAsync() is not null) ours.Add(id);
        return ours;
    }

    [LoggerMessage(6301, LogLevel.Information, "RevenueCat told of a {Type}, from which nothing follows: {Reason}")]
    private static partial void LogMeaningless(ILogger log, string? type, string? reason);

    [LoggerMessage(6302, LogLevel.Warning, "RevenueCat told of a {Type} of nobody who is here, event {EventId}; it is kept until a transfer or an alias says whose it is")]
    private static partial void LogNobody(ILogger log, string type, string? eventId);

    [LoggerMessage(6303, LogLevel.Warning, "RevenueCat told of a transfer to nobody who is here; it has ended for who gave it, event {EventId}")]
    private static partial void LogNoReceiver(ILogger log, string eventId);

    [LoggerMessage(6304, LogLevel.Error, "The store customer {Customer} has no room for event {EventId}, which is dropped. Check whether the app uses one id for many people.")]
    private static partial void LogFull(ILogger log, string customer, string eventId);
}

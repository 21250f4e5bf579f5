using XelaConnect.ApiHost.Http;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Subscriptions;

/// <summary>What RevenueCat tells (contract §3 "Payments"). Anything but a 200 it sends again, so what means nothing here is a 200 too.</summary>
internal static partial class RevenueCatHandlers
{
    private const string Scheme = "Bearer ";
    private static readonly Fault NotConfigured = new(FaultKind.Unavailable, "not_configured", "This webhook is not set up on this server.", null, 3600);
    private static readonly Fault WrongSecret = new(FaultKind.Unauthenticated, "unauthenticated", "The Authorization header does not hold this webhook's secret.");

    public static async Task<IResult> TakeAsync(HttpContext http, IGrainFactory grains, RevenueCatSettings settings, RateLimits limits, ILogger<RevenueCatEvent> log)
    {
        if (!settings.IsConfigured) return limits.RefuseUnknownService(http, NotConfigured);
        if (http.Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !settings.IsSecret(header[Scheme.Length..].Trim()))
            return limits.RefuseUnknownService(http, WrongSecret);

        var input = await JsonInput.ReadAsync(http);
        var notice = RevenueCatEvents.Read(input, settings);
        if (input.Refusal is { } refusal) return refusal;
        if (notice is null or { Event: null, Owners.IsEmpty: true })
        {
            LogMeaningless(log, notice?.Type, notice?.Why);
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        }
        var noted = notice.Event is { Kind: StoreEventKinds.Transferred } transfer
            ? await TransferAsync(grains, notice, transfer, log)
            : await NoteAsync(grains, notice, log);
        return OutcomeResults.Of(noted, _ => TypedResults.Ok(new DoneJson("Noted")));
    }

    /// <summary>
    /// Sends an event of one customer to the first of their ids that is a person here, and tells their other ids that they are that person. Where
    /// none is, each id keeps the event, since any of them may be named together with the person later.
    /// </summary>
    private static async Task<Outcome<Done>> NoteAsync(IGrainFactory grains, RevenueCatEvent notice, ILogger log)
    {
        var people = await PeopleAsync(grains, notice.Owners);
        if (people.Count == 0) LogUnknown(log, notice.Type, notice.Event?.EventId);
        else if (notice.Event is { } happened && await SendAsync(grains, people[0], CommandOf(happened), log) is { IsOk: false } refused) return refused;
        var command = people.Count > 0 ? StoreCustomers.Alias(people[0]) : notice.Event is { } kept ? CommandOf(kept) : null;
        if (command is null) return Done.Instance;
        foreach (var id in notice.Owners.Except(people, StringComparer.Ordinal))
            if (await SendAsync(grains, StoreCustomers.KeyOf(id), command, log) is { IsOk: false } failed) return failed;
        return Done.Instance;
    }

    /// <summary>
    /// Sends a transfer to each giver, known here or not. It names the first receiver who is a person here; where none is, the first receiver keeps
    /// what was transferred until a later event says who that is.
    /// </summary>
    private static async Task<Outcome<Done>> TransferAsync(IGrainFactory grains, RevenueCatEvent notice, StoreEvent happened, ILogger log)
    {
        var (givers, receivers) = (await PeopleAsync(grains, notice.Owners), await PeopleAsync(grains, notice.Receivers));
        var receiver = receivers.FirstOrDefault() ?? notice.Receivers.Select(StoreCustomers.KeyOf).FirstOrDefault();
        if (receivers.Count == 0) LogNoReceiver(log, happened.EventId);
        if (givers.Count == 0) LogUnknown(log, notice.Type, happened.EventId);
        var command = CommandOf(happened with { TransferredTo = receiver });
        foreach (var giver in givers.Concat(notice.Owners.Except(givers, StringComparer.Ordinal).Select(StoreCustomers.KeyOf)))
            if (giver != receiver && await SendAsync(grains, giver, command, log) is { IsOk: false } refused) return refused;
        return Done.Instance;
    }

    private static async Task<Outcome<Done>> SendAsync(IGrainFactory grains, string owner, RecordStoreEvent command, ILogger log)
    {
        if (StoreCustomers.IsKey(owner))
        {
            var kept = await grains.StoreCustomer(owner).RecordAsync(command);
            if (kept.IsOk || kept.Fault.Code != WalletFaults.CustomerFull.Code) return kept;
            // A repetition would find no more room either.
            LogFull(log, owner, command.Event.EventId);
            return Done.Instance;
        }
        return CreditPacks.IsPack(command.Event)
            ? await grains.CreditPack(CreditPacks.KeyOf(command.Event)).RecordAsync(new RecordCreditPackEvent(command.OperationId, owner, command.Event))
            : await grains.Subscription(owner).RecordAsync(command);
    }

    private static RecordStoreEvent CommandOf(StoreEvent happened) => new($"revenuecat/{happened.EventId}", happened);

    /// <summary>The ids that are people here, each once, in their order.</summary>
    private static async Task<List<string>> PeopleAsync(IGrainFactory grains, IEnumerable<string> ids)
    {
        var people = new List<string>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (Ids.IsOf("user", id) && await grains.User(id).GetAsync() is not null) people.Add(id);
        return people;
    }

    [LoggerMessage(6301, LogLevel.Information, "RevenueCat sent a {Type}, from which nothing follows: {Reason}")]
    private static partial void LogMeaningless(ILogger log, string? type, string? reason);

    [LoggerMessage(6302, LogLevel.Warning,
        "RevenueCat sent a {Type} whose ids are unknown here, event {EventId}; it is kept until a transfer or an alias names a person")]
    private static partial void LogUnknown(ILogger log, string type, string? eventId);

    [LoggerMessage(6303, LogLevel.Warning, "RevenueCat sent a transfer to ids that are unknown here; it has ended for the giver, event {EventId}")]
    private static partial void LogNoReceiver(ILogger log, string eventId);

    [LoggerMessage(6304, LogLevel.Error,
        "The store customer {Customer} has no room for event {EventId}, which is dropped. Check whether the app uses one id for many people.")]
    private static partial void LogFull(ILogger log, string customer, string eventId);
}

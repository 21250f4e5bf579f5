namespace XelaConnect.Grains.Subscriptions;

[GrainType("store-notices"), StatelessWorker]
internal sealed partial class StoreNoticesGrain(ILogger<StoreNoticesGrain> log) : Grain, IStoreNoticesGrain
{
    public async Task<Outcome<Done>> ReceiveAsync(StoreNotice notice)
    {
        var users = await UsersAsync(notice.Owners.Concat(notice.Receivers));
        if (!notice.Owners.Any(users.Contains)) LogUnknownOwners(log, notice.Type, notice.Event?.EventId);
        if (notice.Event is { Kind: StoreEventKinds.Transferred } transfer && !notice.Receivers.Any(users.Contains))
            LogUnknownReceivers(log, transfer.EventId);
        foreach (var (owner, command) in StoreNoticeRules.Route(notice, users))
            if (await RecordAsync(owner, command) is { IsOk: false } refused) return refused;
        return Done.Instance;
    }

    private async Task<Outcome<Done>> RecordAsync(string owner, RecordStoreEvent command)
    {
        var happened = command.Event;
        if (!StoreCustomers.IsKey(owner))
        {
            return !CreditPacks.IsPack(happened) ? await GrainFactory.Subscription(owner).RecordAsync(command)
                : await GrainFactory.CreditPack(CreditPacks.KeyOf(happened))
                    .RecordAsync(new RecordCreditPackEvent(command.OperationId, owner, happened));
        }
        var recorded = await GrainFactory.StoreCustomer(owner).RecordAsync(command);
        if (recorded.Fault?.Code != WalletFaults.CustomerFull.Code) return recorded;
        // A retry would find no more room either.
        LogCustomerFull(log, owner, happened.EventId);
        return Done.Instance;
    }

    private async Task<HashSet<string>> UsersAsync(IEnumerable<string> ids)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids.Where(static id => Ids.IsOf("user", id)).Distinct(StringComparer.Ordinal))
            if (await GrainFactory.User(id).GetAsync() is not null) users.Add(id);
        return users;
    }

    [LoggerMessage(6302, LogLevel.Warning, "RevenueCat event {EventId} of type {Type} names no known user; "
        + "it is kept until a transfer or an alias names one")]
    private static partial void LogUnknownOwners(ILogger log, string type, string? eventId);
    [LoggerMessage(6303, LogLevel.Warning,
        "RevenueCat transfer {EventId} names no known receiver; the subscription has ended for the giver")]
    private static partial void LogUnknownReceivers(ILogger log, string eventId);
    [LoggerMessage(6304, LogLevel.Error, "Store customer {Customer} is full; event {EventId} is dropped. "
        + "Check whether the app uses one id for many people")]
    private static partial void LogCustomerFull(ILogger log, string customer, string eventId);
}

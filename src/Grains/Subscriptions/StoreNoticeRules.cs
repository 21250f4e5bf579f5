namespace XelaConnect.Grains.Subscriptions;

/// <summary>Decides which owners get which event of a notice: users, and all others as store customers.</summary>
internal static class StoreNoticeRules
{
    public static IEnumerable<(string Owner, RecordStoreEvent Command)> Route(
        StoreNotice notice, IReadOnlySet<string> users)
    {
        var owners = notice.Owners.Distinct(StringComparer.Ordinal).ToLookup(users.Contains);
        var (known, customers) = (owners[true].ToList(), owners[false].Select(StoreCustomers.KeyOf));
        return notice.Event switch
        {
            { Kind: StoreEventKinds.Transferred } transfer =>
                Transfer(transfer, [.. known, .. customers], ReceiverOf(notice, users)),
            // Each id keeps the event, since any of them may be named together with a user later.
            { } happened when known.Count == 0 => customers.Select(customer => (customer, Record(happened))),
            null when known.Count == 0 => [],
            { } happened => [(known[0], Record(happened)), .. Aliases(customers, known[0])],
            null => Aliases(customers, known[0]),
        };

        IEnumerable<(string, RecordStoreEvent)> Transfer(StoreEvent transfer, List<string> givers, string? receiver) =>
            givers.Where(giver => giver != receiver)
                .Select(giver => (giver, Record(transfer with { TransferredTo = receiver })));

        RecordStoreEvent Record(StoreEvent happened) => new(notice.OperationId, happened);
    }

    /// <summary>The first user, else the first store customer, who keeps the transfer for a user.</summary>
    private static string? ReceiverOf(StoreNotice notice, IReadOnlySet<string> users) =>
        notice.Receivers.FirstOrDefault(users.Contains)
        ?? notice.Receivers.Select(StoreCustomers.KeyOf).FirstOrDefault();

    private static IEnumerable<(string, RecordStoreEvent)> Aliases(IEnumerable<string> customers, string user) =>
        customers.Select(customer => (customer, StoreCustomers.Alias(user)));
}

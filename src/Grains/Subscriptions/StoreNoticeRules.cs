namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// Decides which owners get which event of a notice: users by their id, all others as store customers.
/// </summary>
internal static class StoreNoticeRules
{
    /// <summary>The commands for each owner, users before store customers.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="users">Those of its ids that are users here.</param>
    public static IEnumerable<(string Owner, RecordStoreEvent Command)> Route(
        StoreNotice notice, IReadOnlySet<string> users)
    {
        var owners = notice.Owners.Distinct(StringComparer.Ordinal).ToLookup(users.Contains);
        var (known, customers) = (owners[true].ToList(), owners[false].Select(StoreCustomers.KeyOf));
        return notice.Event switch
        {
            { Kind: StoreEventKinds.Transferred } transfer =>
                Transfer(notice, transfer, [.. known, .. customers], ReceiverOf(notice, users)),
            // Each id keeps the event, since any of them may be named together with a user later.
            { } happened when known.Count == 0 => customers.Select(customer => (customer, Record(notice, happened))),
            null when known.Count == 0 => [],
            { } happened => [(known[0], Record(notice, happened)), .. Aliases(customers, known[0])],
            null => Aliases(customers, known[0]),
        };
    }

    /// <summary>
    /// The first receiver who is a user, else the first receiver as a store customer, who keeps the transfer until a
    /// user is named.
    /// </summary>
    public static string? ReceiverOf(StoreNotice notice, IReadOnlySet<string> users) =>
        notice.Receivers.FirstOrDefault(users.Contains) ?? notice.Receivers.Select(StoreCustomers.KeyOf).FirstOrDefault();

    private static IEnumerable<(string, RecordStoreEvent)> Transfer(
        StoreNotice notice, StoreEvent transfer, List<string> givers, string? receiver) =>
        givers.Where(giver => giver != receiver).Select(giver => (giver, Record(notice, transfer with { TransferredTo = receiver })));

    private static IEnumerable<(string, RecordStoreEvent)> Aliases(IEnumerable<string> customers, string user) =>
        customers.Select(customer => (customer, StoreCustomers.Alias(user)));

    private static RecordStoreEvent Record(StoreNotice notice, StoreEvent happened) =>
        new(notice.OperationId, happened);
}

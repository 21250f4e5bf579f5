namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// The receiver of a transfer gets all events of the giver up to the transfer and the transfer itself, since only
/// together they show what was transferred; events that the giver learns later follow. A store customer sends all to
/// its user. So every owner knows all events that its tier depends on, in any order of arrival. Sending ends where an
/// event is known already or back at its owner. Credit packs of a customer never added credits: they are always sent.
/// </summary>
internal static class StoreEventTransfers
{
    /// <summary>The outbox messages that are due with <paramref name="happened"/> and were not due before.</summary>
    public static IEnumerable<OutboxMessage> With(SubscriptionState before, StoreEvent happened)
    {
        var sent = Due(before).Select(static due => due.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, receiver, owner, item) in Due(before.With(happened)))
        {
            if (!sent.Add(id)) continue;
            var transferred = new RecordStoreEvent(id, item with { Owner = owner });
            yield return StoreCustomers.IsKey(receiver) ? StoreCustomerMessages.Record.To(receiver, transferred)
                : !CreditPacks.IsPack(item) ? SubscriptionMessages.Record.To(receiver, transferred)
                : CreditPackMessages.Record.To(CreditPacks.KeyOf(item), new RecordCreditPackEvent(id, receiver, item));
        }
    }

    private static IEnumerable<(string Id, string Receiver, string Owner, StoreEvent Event)> Due(
        SubscriptionState subscription)
    {
        var me = subscription.UserId;
        var userBehind = subscription.UserBehind();
        foreach (var transfer in subscription.StoreEvents.Values)
        {
            var giver = subscription.OwnerOf(transfer);
            var isAlias = transfer.Kind == StoreEventKinds.Aliased;
            if (transfer.TransferredTo is not { } receiver || receiver == me) continue;
            if (giver != me && (isAlias || userBehind(giver) != me)) continue;
            foreach (var item in subscription.StoreEvents.Values)
            {
                var owner = subscription.OwnerOf(item);
                if (owner == receiver || !(isAlias || item.At <= transfer.At || CreditPacks.IsPack(item))) continue;
                yield return ($"hand-over/{transfer.EventId}/{owner}/{item.EventId}", receiver, owner, item);
            }
        }
    }
}

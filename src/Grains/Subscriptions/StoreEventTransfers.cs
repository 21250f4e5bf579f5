using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Payments;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// Decides which store events an owner sends to other owners. The receiver of a transfer gets all that the giver knows up to it and the transfer
/// itself, since only all of it together says what there was to hand over; what the giver learns later, but happened before, follows. A store
/// customer who turns out to be a person sends that person everything. So every owner knows whatever its own tier can follow from, in any order
/// of arrival, and hand-overs end where an event is known already or is back at its owner. Packs of credits that a customer bought were never
/// given, so they go along whenever they happened.
/// </summary>
internal static class StoreEventTransfers
{
    /// <summary>The outbox messages that are due once <paramref name="happened"/> is known and were not due before.</summary>
    public static IEnumerable<OutboxMessage> With(SubscriptionState before, StoreEvent happened)
    {
        var sent = Due(before).Select(static due => due.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, receiver, owner, what) in Due(before.With(happened)))
        {
            if (!sent.Add(id)) continue;
            if (!StoreCustomers.IsKey(receiver))
            {
                yield return CreditPacks.IsPack(what)
                    ? CreditPackMessages.Record.To(CreditPacks.KeyOf(what), new RecordCreditPackEvent(id, receiver, what))
                    : SubscriptionMessages.Record.To(receiver, new RecordStoreEvent(id, what with { Owner = owner }));
                continue;
            }
            yield return StoreCustomerMessages.Record.To(receiver, new RecordStoreEvent(id, what with { Owner = owner }));
        }
    }

    private static IEnumerable<(string Id, string Receiver, string Owner, StoreEvent What)> Due(SubscriptionState subscription)
    {
        var me = subscription.UserId;
        var personBehind = subscription.UserBehind();
        foreach (var transfer in subscription.StoreEvents.Values)
        {
            var giver = subscription.OwnerOf(transfer);
            var isAlias = transfer.Kind == StoreEventKinds.Aliased;
            if (transfer.TransferredTo is not { } receiver || receiver == me) continue;
            if (giver != me && (isAlias || personBehind(giver) != me)) continue;
            foreach (var what in subscription.StoreEvents.Values)
            {
                var owner = subscription.OwnerOf(what);
                if (owner == receiver || !(isAlias || what.At <= transfer.At || CreditPacks.IsPack(what))) continue;
                yield return ($"hand-over/{transfer.EventId}/{owner}/{what.EventId}", receiver, owner, what);
            }
        }
    }
}

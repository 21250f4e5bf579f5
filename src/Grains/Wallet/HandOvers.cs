using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>
/// What one owner of store events owes others. Whoever receives a transfer is owed all that the giver knows up to it, the transfer too, since only all of
/// it together says what there was to hand over; what the giver hears of later, but happened before, follows. A customer of the store who turned out to be
/// a person owes that person everything. Packs of credits that a customer bought were never given, so they go along whenever they are told. So everyone knows whatever their own tier can follow from, in whichever order it came, and hand-overs end where
/// an event is known already or back at its owner.
/// </summary>
internal static class HandOvers
{
    /// <summary>What is owed once <paramref name="told"/> is known and was not before.</summary>
    public static IEnumerable<Effect> With(SubscriptionState before, StoreEvent told)
    {
        var owed = Due(before).Select(static due => due.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, receiver, owner, what) in Due(before.With(told)))
        {
            if (!owed.Add(id)) continue;
            if (StorePacks.IsPack(what) && !StoreCustomers.IsKey(receiver))
            {
                yield return StorePackEffects.Note.To(StorePacks.KeyOf(what), new NotePack(id, receiver, what));
                continue;
            }
            var command = new NoteStoreEvent(id, what with { Owner = owner });
            yield return StoreCustomers.IsKey(receiver) ? SubscriptionEffects.HandOverToCustomer.To(receiver, command) : SubscriptionEffects.HandOver.To(receiver, command);
        }
    }

    private static IEnumerable<(string Id, string Receiver, string Owner, StoreEvent What)> Due(SubscriptionState subscription)
    {
        var me = subscription.UserId;
        var behind = subscription.PeopleBehind();
        foreach (var transfer in subscription.Told.Values)
        {
            var giver = subscription.OwnerOf(transfer);
            var isAlias = transfer.Kind == StoreEventKinds.Aliased;
            if (transfer.TransferredTo is not { } receiver || receiver == me || !(giver == me || (!isAlias && behind(giver) == me))) continue;
            foreach (var what in subscription.Told.Values)
            {
                var owner = subscription.OwnerOf(what);
                if (owner != receiver && (isAlias || what.At <= transfer.At || StorePacks.IsPack(what))) yield return ($"hand-over/{transfer.EventId}/{owner}/{what.EventId}", receiver, owner, what);
            }
        }
    }
}

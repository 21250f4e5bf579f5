using System.Collections.Immutable;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Decisions about one person's tier (contract, "Tiers", "Referral", §3 "Payments").</summary>
internal static class SubscriptionRules
{
    /// <summary>
    /// Takes in what a store told, once. Whoever receives a transfer is owed all that the giver knows up to it, the transfer too, since only all of it
    /// together says what there was to hand over; what the giver hears of later, but happened before, follows. Everyone knows then whatever their own
    /// tier can follow from, in whichever order it came, and hand-overs end where an event is known already or back at its owner.
    /// </summary>
    public static Decision<SubscriptionEvent> Note(SubscriptionState subscription, NoteStoreEvent command, Plans plans)
    {
        var told = WithGrace(command.Event, plans);
        if (subscription.Knows(told) || (told.Kind == StoreEventKinds.Transferred && told.TransferredTo == subscription.OwnerOf(told))) return Decision.Nothing;

        var owed = ImmutableArray.CreateBuilder<Effect>();
        foreach (var known in subscription.Told.Values)
        {
            if (known.At <= told.At) HandOver(told, known);
            if (told.At <= known.At) HandOver(known, told);
        }
        HandOver(told, told);
        return Decision<SubscriptionEvent>.Record(new StoreEventNoted(told)).Owing([.. owed]);

        void HandOver(StoreEvent transfer, StoreEvent what)
        {
            var owner = subscription.OwnerOf(what);
            if (transfer.TransferredTo is { } receiver && subscription.OwnerOf(transfer) == subscription.UserId && owner != receiver)
                owed.Add(SubscriptionEffects.HandOver.To(receiver, new NoteStoreEvent($"hand-over/{transfer.EventId}/{owner}/{what.EventId}", what with { Owner = owner })));
        }
    }

    /// <summary>Gives once a grant; one that was taken back may be given again. Gifts and their withdrawals come in the order their sender decided them.</summary>
    public static Decision<SubscriptionEvent> Give(SubscriptionState subscription, GiveTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? Decision.Nothing : new TierGiven(command.GrantId, command.Months);

    public static Decision<SubscriptionEvent> Withdraw(SubscriptionState subscription, WithdrawTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? new TierWithdrawn(command.GrantId) : Decision.Nothing;

    public static SubscriptionView ViewOf(SubscriptionState subscription, Plans plans, DateTimeOffset now)
    {
        var timeline = subscription.Timeline;
        var (tier, expiresAt) = TierTimeline.At(timeline.Periods, now);
        return new SubscriptionView(tier, expiresAt, timeline.RenewsAt(now), timeline.InGraceAt(now), plans.Of(tier));
    }

    /// <summary>Where the store does not say how long it waits for its money, the setting of the day does, and is written down: a later one changes no past.</summary>
    private static StoreEvent WithGrace(StoreEvent told, Plans plans) =>
        told.Kind == StoreEventKinds.BillingIssue && told.GraceUntil is null
            ? told with { GraceUntil = (told.Until ?? told.At).AddDays(plans.BillingGraceDays) }
            : told;
}

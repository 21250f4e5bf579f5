using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>Decisions about one person's tier (contract, "Tiers", "Referral", §3 "Payments").</summary>
internal static class SubscriptionRules
{
    /// <summary>Records a store event once, and hands over what other owners need to know with it.</summary>
    public static Decision<SubscriptionEvent> Record(SubscriptionState subscription, RecordStoreEvent command, Plans plans)
    {
        var happened = WithGrace(command.Event, plans);
        return !IsNew(subscription, happened) ? Decision.Nothing
            : Decision<SubscriptionEvent>.Record(new StoreEventRecorded(happened)).AndSend([.. StoreEventTransfers.With(subscription, happened)]);
    }

    /// <summary>Whether an event is to be recorded: one that is known is not, and a transfer to the giver is none.</summary>
    public static bool IsNew(SubscriptionState subscription, StoreEvent happened) =>
        !subscription.Knows(happened)
        && !(happened.Kind == StoreEventKinds.Transferred && happened.TransferredTo == subscription.OwnerOf(happened));

    /// <summary>Gives once a grant; one that was taken back may be given again. Gifts and their withdrawals come in the order their sender decided them.</summary>
    public static Decision<SubscriptionEvent> Grant(SubscriptionState subscription, GrantTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? Decision.Nothing : new TierGranted(command.GrantId, command.Months);

    public static Decision<SubscriptionEvent> Revoke(SubscriptionState subscription, RevokeTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? new TierRevoked(command.GrantId) : Decision.Nothing;

    public static SubscriptionView ViewOf(SubscriptionState subscription, Plans plans, DateTimeOffset now)
    {
        var timeline = subscription.Timeline;
        var (tier, expiresAt) = TierTimeline.At(timeline.Periods, now);
        return new SubscriptionView(tier, expiresAt, timeline.RenewsAt(now), timeline.InGraceAt(now), plans.Of(tier));
    }

    /// <summary>Where the store does not say how long it waits for its money, the setting of the day does, and is written down: a later one changes no past.</summary>
    public static StoreEvent WithGrace(StoreEvent told, Plans plans) =>
        told.Kind == StoreEventKinds.BillingIssue && told.GraceUntil is null
            ? told with { GraceUntil = (told.Until ?? told.At).AddDays(plans.BillingGraceDays) }
            : told;
}

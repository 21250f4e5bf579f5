using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Decisions about one person's tier (contract, "Tiers", "Referral", §3 "Payments").</summary>
internal static class SubscriptionRules
{
    /// <summary>Takes in what a store told, once, and hands over what others need to know with it.</summary>
    public static Decision<SubscriptionEvent> Note(SubscriptionState subscription, NoteStoreEvent command, Plans plans)
    {
        var told = WithGrace(command.Event, plans);
        return IsNews(subscription, told) ? Decision<SubscriptionEvent>.Record(new StoreEventNoted(told)).Owing([.. HandOvers.With(subscription, told)]) : Decision.Nothing;
    }

    /// <summary>An event that is known is not taken in again, and a transfer to the giver is none.</summary>
    public static bool IsNews(SubscriptionState subscription, StoreEvent told) =>
        !subscription.Knows(told) && !(told.Kind == StoreEventKinds.Transferred && told.TransferredTo == subscription.OwnerOf(told));

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
    public static StoreEvent WithGrace(StoreEvent told, Plans plans) =>
        told.Kind == StoreEventKinds.BillingIssue && told.GraceUntil is null
            ? told with { GraceUntil = (told.Until ?? told.At).AddDays(plans.BillingGraceDays) }
            : told;
}

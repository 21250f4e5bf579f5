namespace XelaConnect.Grains.Subscriptions;

internal static class SubscriptionRules
{
    public static Decision<SubscriptionEvent> Record(
        SubscriptionState subscription, RecordStoreEvent command, Plans plans)
    {
        var happened = WithGrace(command.Event, plans);
        return !IsNew(subscription, happened) ? Decision.Nothing
            : Decision<SubscriptionEvent>.Record(new StoreEventRecorded(happened))
                .AndSend([.. StoreEventTransfers.With(subscription, happened)]);
    }

    public static bool IsNew(SubscriptionState subscription, StoreEvent happened) => !subscription.Knows(happened)
        && !(happened.Kind == StoreEventKinds.Transferred && happened.TransferredTo == subscription.OwnerOf(happened));

    /// <summary>A revoked grant may be made again. Grants and revocations arrive in order.</summary>
    public static Decision<SubscriptionEvent> Grant(
        SubscriptionState subscription, GrantTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? Decision.Nothing
        : new TierGranted(command.GrantId, command.Months);

    public static Decision<SubscriptionEvent> Revoke(
        SubscriptionState subscription, RevokeTier command, DateTimeOffset now) =>
        subscription.Gifts.ContainsKey(command.GrantId) ? new TierRevoked(command.GrantId) : Decision.Nothing;

    public static SubscriptionView ViewOf(SubscriptionState subscription, Plans plans, DateTimeOffset now)
    {
        var timeline = subscription.Timeline;
        var (tier, expiresAt) = TierTimeline.At(timeline.Periods, now);
        return new SubscriptionView(tier, expiresAt, timeline.RenewsAt(now), timeline.InGraceAt(now), plans.Of(tier));
    }

    /// <summary>The grace period of the settings is stored, so that later settings change no past.</summary>
    public static StoreEvent WithGrace(StoreEvent happened, Plans plans) =>
        happened.Kind == StoreEventKinds.BillingIssue && happened.GraceUntil is null
            ? happened with { GraceUntil = (happened.Until ?? happened.At).AddDays(plans.BillingGraceDays) }
            : happened;
}

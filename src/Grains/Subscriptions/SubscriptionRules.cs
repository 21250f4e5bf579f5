namespace XelaConnect.Grains.Subscriptions;

internal static class SubscriptionRules
{
    public static Decision<SubscriptionEvent> Record(SubscriptionState state, RecordStoreEvent command, Plans plans)
    {
        var happened = WithGrace(command.Event, plans);
        return !IsNew(state, happened) ? Decision.Nothing
            : Decision<SubscriptionEvent>.Record(new StoreEventRecorded(happened))
                .AndSend([.. StoreEventTransfers.With(state, happened)]);
    }

    public static bool IsNew(SubscriptionState state, StoreEvent happened) => !state.Knows(happened)
        && !(happened.Kind == StoreEventKinds.Transferred && happened.TransferredTo == state.OwnerOf(happened));

    /// <summary>A revoked grant may be made again. Grants and revocations arrive in order.</summary>
    public static Decision<SubscriptionEvent> Grant(SubscriptionState state, GrantTier command, DateTimeOffset now) =>
        state.Gifts.ContainsKey(command.GrantId) ? Decision.Nothing : new TierGranted(command.GrantId, command.Months);

    public static Decision<SubscriptionEvent> Revoke(SubscriptionState state, RevokeTier command, DateTimeOffset now) =>
        state.Gifts.ContainsKey(command.GrantId) ? new TierRevoked(command.GrantId) : Decision.Nothing;

    public static SubscriptionView ViewOf(SubscriptionState state, Plans plans, DateTimeOffset now)
    {
        var timeline = state.Timeline;
        var (tier, expiresAt) = TierTimeline.At(timeline.Periods, now);
        return new SubscriptionView(tier, expiresAt, timeline.RenewsAt(now), timeline.InGraceAt(now), plans.Of(tier));
    }

    /// <summary>The grace period of the settings is stored, so that later settings change no past.</summary>
    public static StoreEvent WithGrace(StoreEvent happened, Plans plans) =>
        happened.Kind == StoreEventKinds.BillingIssue && happened.GraceUntil is null
            ? happened with { GraceUntil = (happened.Until ?? happened.At).AddDays(plans.BillingGraceDays) } : happened;
}

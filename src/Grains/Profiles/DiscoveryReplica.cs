namespace XelaConnect.Grains.Profiles;

internal static class DiscoveryReplica
{
    /// <summary>Version of the content. Raised, it makes each user send the replica again at the next visit.</summary>
    public const int Model = 2;

    public static readonly StateReplica<UserState> Replica = new(
        "match", IsChanged, static (user, op, version) => MatchShardMessages.Put.To(
            MatchShards.KeyOf(user.Id), ProfileOf(user) is { } profile
                ? new PutProfile(op, version, user.Id, profile, PeriodsOf(user), user.Facet<BoostFacet>().Until)
                : new PutProfile(op, version, user.Id, null, [], null)));

    public static MatchProfile? ProfileOf(UserState user) =>
        !user.Exists || user.IsGuest || user.IsGone || user.Name.Length == 0
            ? null
            : new(
                user.Interests, user.IdentityBadge, AgeRules.Shown(user, user.LastDay), user.City,
                user.Facet<CirclesFacet>().CircleIds, user.Born);

    private static bool IsChanged(UserState before, UserState after)
    {
        var (was, now) = (ProfileOf(before), ProfileOf(after));
        if (was is null && now is null) return false;
        return before.DiscoveryModel != after.DiscoveryModel || was != now
            || before.Facet<BoostFacet>() != after.Facet<BoostFacet>()
            || !PeriodsOf(before).SequenceEqual(PeriodsOf(after));
    }

    private static ImmutableArray<TierPeriod> PeriodsOf(UserState user) => user.Facet<SubscriptionFacet>().Periods;
}

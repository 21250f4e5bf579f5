namespace XelaConnect.Grains.Profiles;

/// <summary>The replica of a user in discovery.</summary>
internal static class DiscoveryReplica
{
    /// <summary>
    /// Version of the replica's content. When it is raised, each user sends the replica again at the next visit; until
    /// then discovery keeps the earlier one.
    /// </summary>
    public const int Model = 1;

    /// <summary>Sends the profile to the user's shard.</summary>
    public static readonly StateReplica<UserState> Replica = new("match",
        static (before, after) => !IsUnchanged(before, after),
        static (user, op, version) => MatchShardMessages.Put.To(MatchShards.KeyOf(user.Id), ProfileOf(user) is { } profile
            ? new PutProfile(op, version, user.Id, profile, user.Facet<SubscriptionFacet>().Periods, user.Facet<BoostFacet>().Until)
            : new PutProfile(op, version, user.Id, null, [], null)));

    /// <summary>What matching reads; null for a user who is hidden.</summary>
    public static MatchProfile? ProfileOf(UserState user) =>
        !user.Exists || user.IsGuest || user.IsRemoved || user.Name.Length == 0 ? null
        : new MatchProfile(user.Interests, user.IdentityBadge, user.Age, user.City, user.Facet<CirclesFacet>().CircleIds);

    private static bool IsUnchanged(UserState before, UserState after)
    {
        var (was, now) = (ProfileOf(before), ProfileOf(after));
        if (was is null && now is null) return true;
        return before.DiscoveryModel == after.DiscoveryModel && was == now && before.Facet<BoostFacet>() == after.Facet<BoostFacet>()
            && before.Facet<SubscriptionFacet>().Periods.AsSpan().SequenceEqual(after.Facet<SubscriptionFacet>().Periods.AsSpan());
    }
}

using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Profiles;

/// <summary>What a person's grain tells discovery, and when.</summary>
internal static class DiscoveryReplica
{
    /// <summary>
    /// What is told in general. Raised by one when discovery is to hear something of everybody that it did not hear before: each tells it when next seen, and
    /// until then goes on being found as told before.
    /// </summary>
    public const int Model = 1;

    /// <summary>Tells the person's shard.</summary>
    public static readonly StateReplica<UserState> Replica = new("match",
        static (before, after) => !IsUnchanged(before, after),
        static (user, op, version) => MatchShardMessages.Put.To(MatchShards.KeyOf(user.Id), ProfileOf(user) is { } profile
            ? new PutProfile(op, version, user.Id, profile, user.Facet<SubscriptionFacet>().Periods, user.Facet<BoostFacet>().Until)
            : new PutProfile(op, version, user.Id, null, [], null)));

    /// <summary>What matching may see; null for whoever is not to be found.</summary>
    public static MatchProfile? ProfileOf(UserState user) =>
        !user.Exists || user.IsGuest || user.IsRemoved || user.Name.Length == 0 ? null : new MatchProfile(user.Interests, user.IdentityBadge, user.Age, user.City, user.Facet<CirclesFacet>().CircleIds);

    private static bool IsUnchanged(UserState before, UserState after)
    {
        var (was, now) = (ProfileOf(before), ProfileOf(after));
        if (was is null && now is null) return true;
        return before.DiscoveryModel == after.DiscoveryModel && was == now && before.Facet<BoostFacet>() == after.Facet<BoostFacet>()
            && before.Facet<SubscriptionFacet>().Periods.AsSpan().SequenceEqual(after.Facet<SubscriptionFacet>().Periods.AsSpan());
    }
}

namespace XelaConnect.Grains.Discovery;

internal static class MatchShardRules
{
    public static MatchShardEvent Redacted(MatchShardEvent happened, string part) =>
        happened is ProfilePut { Profile: not null } e && FormerUsers.Names(e.UserId, part)
            ? e with { Profile = null, Tiers = [], BoostedUntil = null }
            : happened;

    public static MatchShardState Redacted(MatchShardState shard, string part) =>
        shard.Profiles.Without(PersonKey.Of(FormerUsers.IdOf(part))) is var without && ReferenceEquals(without, shard.Profiles)
            ? shard
            : new MatchShardState { Profiles = without };

    public static Decision<MatchShardEvent> Put(MatchShardState shard, PutProfile command, DateTimeOffset now)
    {
        var stored = shard.Profiles.Find(PersonKey.Of(command.UserId));
        if (!stored.IsEmpty && PackedProfile.VersionOf(stored) >= command.Version) return Decision.Nothing;
        // An absent profile is stored too, because an older one may still arrive.
        return new ProfilePut(command.Version, command.UserId, command.Profile, command.Tiers, command.BoostedUntil);
    }
}

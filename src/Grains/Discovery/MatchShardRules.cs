namespace XelaConnect.Grains.Discovery;

internal static class MatchShardRules
{
    public static Decision<MatchShardEvent> Put(MatchShardState shard, PutProfile command, DateTimeOffset now)
    {
        var stored = shard.Profiles.Find(PersonKey.Of(command.UserId));
        if (!stored.IsEmpty && PackedProfile.VersionOf(stored) >= command.Version) return Decision.Nothing;
        // An absent profile is stored too, because an older one may still arrive.
        return new ProfilePut(command.Version, command.UserId, command.Profile, command.Tiers, command.BoostedUntil);
    }
}

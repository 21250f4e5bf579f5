using XelaConnect.Discovery;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Discovery;

/// <summary>Decisions of a match shard.</summary>
internal static class MatchShardRules
{
    public static Decision<MatchShardEvent> Put(MatchShardState shard, PutProfile command, DateTimeOffset now)
    {
        var held = shard.Profiles.Find(PersonKey.Of(command.UserId));
        if (!held.IsEmpty && PackedProfile.VersionOf(held) >= command.Version) return Decision.Nothing;
        // That someone is not to be found is noted too: what was told before may still be on its way.
        return new ProfilePut(command.Version, command.UserId, command.Profile, command.Tiers, command.BoostedUntil);
    }
}

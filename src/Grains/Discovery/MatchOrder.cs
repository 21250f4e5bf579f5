namespace XelaConnect.Grains.Discovery;

/// <summary>
/// The order of matches: by score, where priority visibility adds <see cref="MatchingWeights.PriorityLead"/> points and
/// wins ties. So a person with priority precedes others with up to that many points more, and never anyone with a
/// greater lead. Equals are shuffled for each caller and UTC day.
/// </summary>
internal static class MatchOrder
{
    public static int Rank(int score, bool priority, int lead) => priority ? (2 * (score + lead)) + 1 : 2 * score;

    public static ulong Seed(string callerId, DateTimeOffset at) => PersonKey.Mix(
        Shards.HashOf(callerId) ^ PersonKey.Mix((ulong)(at.UtcDateTime.Ticks / TimeSpan.TicksPerDay)));

    public static ulong Shuffle(ulong seed, UInt128 person) =>
        PersonKey.Mix(PersonKey.Mix((ulong)(person >> 64) + seed) ^ (ulong)person);
}

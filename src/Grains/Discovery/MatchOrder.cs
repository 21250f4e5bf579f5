using XelaConnect.Discovery;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// In which order people are shown. By score; someone with priority visibility stands <see cref="MatchingWeights.PriorityLead"/> points ahead of their score and
/// before others at the same place. So they come before everyone up to that many points better, and never before someone who is better by more. Who stands
/// equal is shuffled, anew for each caller and UTC day.
/// </summary>
internal static class MatchOrder
{
    /// <summary>The place by score and priority; higher comes first.</summary>
    public static int Rank(int score, bool priority, int lead) => priority ? (2 * (score + lead)) + 1 : 2 * score;

    /// <summary>What the shuffle of a caller's day starts from.</summary>
    public static ulong Seed(string callerId, DateTimeOffset at)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in callerId) hash = (hash ^ letter) * 1099511628211UL;
        return PersonKey.Mix(hash ^ PersonKey.Mix((ulong)(at.UtcDateTime.Ticks / TimeSpan.TicksPerDay)));
    }

    /// <summary>A person's number on that day.</summary>
    public static ulong Shuffle(ulong seed, UInt128 person) => PersonKey.Mix(PersonKey.Mix((ulong)(person >> 64) + seed) ^ (ulong)person);
}

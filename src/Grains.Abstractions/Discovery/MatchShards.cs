using System.Globalization;

namespace XelaConnect.Discovery;

/// <summary>
/// Into how many shards people are divided, and who is in which. Fixed for good, since it is in stored keys: 32 keep a shard of a million people at some
/// 31,000, a fraction of a millisecond to look through; are enough for as many silos to share; and are few enough to ask all of them for every page.
/// </summary>
public static class MatchShards
{
    /// <summary>How many there are.</summary>
    public const int Count = 32;

    /// <summary>Key of the shard that holds a person.</summary>
    public static string KeyOf(string userId) => NumberOf(userId).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same as a number from 0: FNV-1a over the id, folded, alike on every machine and in every version.</summary>
    public static int NumberOf(string userId)
    {
        ArgumentNullException.ThrowIfNull(userId);
        var hash = 14695981039346656037UL;
        foreach (var letter in userId) hash = (hash ^ letter) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % Count);
    }
}

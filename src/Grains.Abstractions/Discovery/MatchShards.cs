using System.Globalization;

namespace XelaConnect.Discovery;

/// <summary>
/// The shards of people. Their number is part of stored keys and never changes. With 32, a shard of a million people
/// has some 31,000, which a search scans in a fraction of a millisecond; as many silos can share the work, and a page
/// can query all of them.
/// </summary>
public static class MatchShards
{
    /// <summary>The number of shards.</summary>
    public const int Count = 32;

    /// <summary>The key of the shard of a user.</summary>
    public static string KeyOf(string userId) => NumberOf(userId).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The number of the shard of a user, from 0: FNV-1a over the id, folded; the same on every machine and in every
    /// version.
    /// </summary>
    public static int NumberOf(string userId)
    {
        ArgumentNullException.ThrowIfNull(userId);
        var hash = 14695981039346656037UL;
        foreach (var letter in userId) hash = (hash ^ letter) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % Count);
    }
}

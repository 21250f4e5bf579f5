using System.Globalization;

namespace XelaConnect.Discovery;

/// <summary>The shards of people. Their number is part of stored keys and never changes.</summary>
public static class MatchShards
{
    /// <summary>The number of shards.</summary>
    public const int Count = 32;

    /// <summary>The key of the shard of a user.</summary>
    public static string KeyOf(string userId) => NumberOf(userId).ToString(CultureInfo.InvariantCulture);

    /// <summary>FNV-1a over the id, folded; from 0, the same on every machine and in every version.</summary>
    public static int NumberOf(string userId)
    {

        var hash = 14695981039346656037UL;
        foreach (var letter in userId) hash = (hash ^ letter) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % Count);
    }
}

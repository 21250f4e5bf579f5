using System.Globalization;

namespace XelaConnect;

/// <summary>Spreads keys over a fixed number of shards.</summary>
public static class Shards
{
    /// <summary>The keys of the shards: "0", "1" and so on.</summary>
    public static ImmutableArray<string> Keys(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>From 0, the same on every machine and in every version.</summary>
    public static int NumberOf(string key, int count)
    {
        var hash = HashOf(key);
        return (int)((hash ^ (hash >> 32)) % (ulong)count);
    }

    /// <summary>FNV-1a over the letters.</summary>
    public static ulong HashOf(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in key) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}

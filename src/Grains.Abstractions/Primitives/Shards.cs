namespace XelaConnect;

/// <summary>Spreads keys over a fixed number of shards.</summary>
public static class Shards
{
    /// <summary>FNV-1a over the key, folded; from 0, the same on every machine and in every version.</summary>
    public static int NumberOf(string key, int count)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in key) hash = (hash ^ letter) * 1099511628211UL;
        return (int)((hash ^ (hash >> 32)) % (ulong)count);
    }
}

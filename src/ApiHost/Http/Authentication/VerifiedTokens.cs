using System.Collections.Concurrent;

namespace XelaConnect.ApiHost.Http;

/// <summary>Tokens whose signature was good, newest generations only: when one is full, the older half of what is remembered goes.</summary>
internal sealed class VerifiedTokens(int capacity)
{
    private readonly Lock turn = new();
    private readonly int perGeneration = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> young = new();
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> old = new();
    private int youngCount;

    /// <summary>How many are remembered.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>The token, if it is remembered.</summary>
    public VerifiedToken? Find(in TokenHash hash)
    {
        if (young.TryGetValue(hash, out var token)) return token;
        if (!old.TryGetValue(hash, out token)) return null;
        Remember(hash, token);
        return token;
    }

    /// <summary>Remembers. Only tokens with a good signature come here, so nobody can push others out with invented ones.</summary>
    public void Remember(in TokenHash hash, VerifiedToken token)
    {
        if (!young.TryAdd(hash, token) || Interlocked.Increment(ref youngCount) < perGeneration) return;
        lock (turn)
        {
            if (youngCount < perGeneration) return;
            old = young;
            young = new();
            youngCount = 0;
        }
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Caches tokens with a valid signature in two generations: when the young one is full, the old one is dropped.
/// Invalid tokens are never added, so a caller cannot evict others with invented ones.
/// </summary>
internal sealed class VerifiedTokens(int capacity)
{
    private readonly Lock sync = new();
    private readonly int perGeneration = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> young = new();
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> old = new();
    private int youngCount;

    /// <summary>The number of cached tokens.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>The token; null when it is not cached.</summary>
    public VerifiedToken? Find(in TokenHash hash)
    {
        if (young.TryGetValue(hash, out var token)) return token;
        if (!old.TryGetValue(hash, out token)) return null;
        Remember(hash, token);
        return token;
    }

    /// <summary>Adds a token.</summary>
    public void Remember(in TokenHash hash, VerifiedToken token)
    {
        if (!young.TryAdd(hash, token) || Interlocked.Increment(ref youngCount) < perGeneration) return;
        lock (sync)
        {
            if (youngCount < perGeneration) return;
            old = young;
            young = new();
            youngCount = 0;
        }
    }
}

/// <summary>A token with a valid signature, and the grain of its session.</summary>
internal sealed record VerifiedToken(SessionPrincipal Principal, long ExpiresAt, ISessionGrain Session)
{
    /// <summary>
    /// The result of authentication while the session is live; shared by all requests with the token.
    /// </summary>
    public AuthenticateResult Authenticated { get; } =
        AuthenticateResult.Success(new AuthenticationTicket(Principal, SessionAuthenticationHandler.Scheme));

    /// <summary>The owner's grain, after its first use.</summary>
    public IUserGrain? User { get; set; }

    /// <summary>Reads the session from its grain; null when it is not live.</summary>
    public async ValueTask<CurrentUser?> ReadSessionAsync()
    {
        var live = await Session.CheckAsync();
        return live is not null && live.UserId == Principal.UserId
            ? new CurrentUser(Principal.UserId, Principal.SessionId, live)
            : null;
    }
}

/// <summary>
/// The SHA-256 of a token, so that memory holds no tokens. A second token with the same hash cannot be found.
/// </summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    /// <summary>Hashes a token.</summary>
    public static TokenHash Of(string token)
    {
        Span<byte> text = stackalloc byte[token.Length * 3 <= 1024 ? 1024 : token.Length * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        return new TokenHash(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}

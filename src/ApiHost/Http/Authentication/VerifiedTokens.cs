using System.Buffers.Binary;
using Microsoft.AspNetCore.Authentication;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Caches valid tokens in two generations. Invalid ones are never added, so they evict nobody else's.
/// </summary>
internal sealed class VerifiedTokens(int capacity)
{
    private readonly Lock sync = new();
    private readonly int perGeneration = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> young = new();
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> old = new();
    private int youngCount;

    public int Count => young.Count + old.Count;

    public VerifiedToken? Find(in TokenHash hash)
    {
        if (young.TryGetValue(hash, out var token)) return token;
        if (!old.TryGetValue(hash, out token)) return null;
        Remember(hash, token);
        return token;
    }

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

internal sealed record VerifiedToken(SessionPrincipal Principal, long ExpiresAt, ISessionGrain Session)
{
    public AuthenticateResult Authenticated { get; } =
        AuthenticateResult.Success(new AuthenticationTicket(Principal, SessionAuthenticationHandler.Scheme));

    public IUserGrain? User { get; set; }

    public async ValueTask<CurrentUser?> ReadSessionAsync()
    {
        var live = await Session.CheckAsync();
        return live is not null && live.UserId == Principal.UserId
            ? new CurrentUser(Principal.UserId, Principal.SessionId, live) : null;
    }
}

/// <summary>The SHA-256 of a token, so that memory holds no tokens.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    public static TokenHash Of(string token)
    {
        Span<byte> text = stackalloc byte[token.Length * 3 <= 1024 ? 1024 : token.Length * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        return new TokenHash(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}

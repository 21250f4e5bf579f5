using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using XelaConnect.Accounts;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Http;

/// <summary>A token whose signature was good, with the grain of its session.</summary>
internal sealed record VerifiedToken(SessionPrincipal Principal, long ExpiresAt, ISessionGrain Session)
{
    /// <summary>The result of authentication while the session is live; the same for every request with the token.</summary>
    public AuthenticateResult Authenticated { get; } = AuthenticateResult.Success(new AuthenticationTicket(Principal, SessionAuthenticationHandler.Scheme));

    /// <summary>The owner's grain, once it was asked for.</summary>
    public IUserGrain? User { get; set; }

    /// <summary>The owner with their session, asked of its grain; null when it is not live.</summary>
    public async ValueTask<CurrentUser?> ReadSessionAsync()
    {
        var live = await Session.CheckAsync();
        return live is not null && live.UserId == Principal.UserId ? new CurrentUser(Principal.UserId, Principal.SessionId, live) : null;
    }
}

/// <summary>Stands for a token in memory, so that none is kept there.</summary>
internal readonly record struct TokenHash(UInt128 High, UInt128 Low)
{
    /// <summary>SHA-256: nobody can make another token that is taken for a remembered one.</summary>
    public static TokenHash Of(string token)
    {
        Span<byte> text = stackalloc byte[token.Length * 3 <= 1024 ? 1024 : token.Length * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        return new TokenHash(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
    }
}

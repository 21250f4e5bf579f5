using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using XelaConnect.Accounts;
using XelaConnect.Profiles;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Issues and verifies session tokens (contract §0, "sessions"): HS256 and nothing else. A signature that was good once is remembered by the hash of its
/// token, so that most requests cost neither an HMAC nor a parse; whether the session still lives is asked of its grain every time.
/// </summary>
internal sealed class SessionTokens
{
    private const int MaxTokenLength = 2048;
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaxTokenLength, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials;
    private readonly TokenValidationParameters parameters;
    private readonly VerifiedTokens verified = new(capacity: 50_000);
    private readonly IGrainFactory grains;
    private readonly TimeProvider time;

    /// <summary>With the host's key.</summary>
    public SessionTokens(HttpSettings settings, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        (this.grains, this.time) = (grains, time);
        var key = KeyOf(settings.SigningKey);
        credentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256);
        parameters = new TokenValidationParameters
        {
            IssuerSigningKeys = settings.PreviousSigningKey is { } previous ? [key, KeyOf(previous)] : [key],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = ["JWT"],
            RequireSignedTokens = true,
            ValidateIssuerSigningKey = true,
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            // The time is checked against TimeProvider at every request, since a remembered token expires too.
            ValidateLifetime = false,
        };
    }

    /// <summary>A signed token for a session; dead when the session is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isMember">Whether its owner has an account.</param>
    public string Issue(SessionView session, bool isMember)
    {
        var claims = new SessionClaims(session.UserId, session.Id, session.CreatedAt.ToUnixTimeSeconds(), session.ExpiresAt.ToUnixTimeSeconds(), isMember);
        return handler.CreateToken(JsonSerializer.Serialize(claims, SessionClaimsJson.Default.SessionClaims), credentials);
    }

    /// <summary>What a token with a good signature says, while it has not expired; null for any other. Whether its session is live is not asked here.</summary>
    public async ValueTask<VerifiedToken?> VerifyAsync(string token)
    {
        if (token.Length is 0 or > MaxTokenLength) return null;
        var hash = TokenHash.Of(token);
        var known = verified.Find(hash);
        if (known is null)
        {
            known = await CheckSignatureAsync(token);
            if (known is null) return null;
            verified.Remember(hash, known);
        }
        return known.ExpiresAt <= time.GetUtcNow().ToUnixTimeSeconds() ? null : known;
    }

    /// <summary>The token's owner as they see themselves, if their grain knows the session as live; null otherwise, which says nothing (see <see cref="IUserGrain.GetForSessionAsync"/>).</summary>
    public ValueTask<UserView?> ReadCallerAsync(VerifiedToken token) =>
        (token.User ??= grains.User(token.Principal.UserId)).GetForSessionAsync(token.Principal.SessionId);

    private static SymmetricSecurityKey KeyOf(SigningKey key) => new(key.Bytes) { KeyId = key.Id };

    private async ValueTask<VerifiedToken?> CheckSignatureAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt) return null;
        return jwt.TryGetPayloadValue<string>("sub", out var user) && jwt.TryGetPayloadValue<string>("sid", out var session)
            && jwt.TryGetPayloadValue<long>("exp", out var expires) && !string.IsNullOrEmpty(user) && !string.IsNullOrEmpty(session)
            ? new VerifiedToken(new SessionPrincipal(user, session, jwt.TryGetPayloadValue<bool>("mbr", out var isMember) && isMember), expires, grains.Session(session))
            : null;
    }
}

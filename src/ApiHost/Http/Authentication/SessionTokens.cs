using System.Runtime.CompilerServices;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Issues and verifies session tokens (docs/api/http.md, "sessions"), signed with HS256. Tokens with a valid signature
/// are cached by their hash, so that most requests need neither an HMAC nor a parser. Whether the session is live, its
/// grain decides at every request.
/// </summary>
internal sealed class SessionTokens
{
    private const string Bearer = "Bearer ";
    private const int MaxTokenLength = 2048;
    private readonly JsonWebTokenHandler handler =
        new() { MaximumTokenSizeInBytes = MaxTokenLength, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials;
    private readonly TokenValidationParameters parameters;
    private readonly VerifiedTokens verified = new(capacity: 50_000);
    // Kestrel keeps the string of a header as long as a connection repeats it. Then nothing is hashed.
    private readonly ConditionalWeakTable<string, VerifiedToken> byHeader = [];
    private readonly IGrainFactory grains;
    private readonly TimeProvider time;

    public SessionTokens(
        HttpSettings settings, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
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
            // Checked at every request against TimeProvider, because a cached token expires too.
            ValidateLifetime = false,
        };
    }

    public string Issue(SessionView session, bool isMember)
    {
        var (created, expires) = (session.CreatedAt.ToUnixTimeSeconds(), session.ExpiresAt.ToUnixTimeSeconds());
        var claims = new SessionClaims(session.UserId, session.Id, created, expires, isMember);
        return handler.CreateToken(JsonSerializer.Serialize(claims, SessionClaimsJson.Default.SessionClaims), credentials);
    }

    /// <summary>Verifies the token in an <c>Authorization</c> header, as <see cref="VerifyAsync"/> does.</summary>
    public ValueTask<VerifiedToken?> VerifyHeaderAsync(string header) =>
        byHeader.TryGetValue(header, out var known) ? new(Unexpired(known))
        : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? VerifyNewHeaderAsync(header)
        : default;

    /// <summary>Verifies the signature and the expiry, not the session; null when the token is invalid.</summary>
    public async ValueTask<VerifiedToken?> VerifyAsync(string token)
    {
        if (token.Length is 0 or > MaxTokenLength) return null;
        var hash = TokenHash.Of(token);
        var known = verified.Find(hash);
        if (known is null)
        {
            if ((known = await CheckSignatureAsync(token)) is null) return null;
            verified.Remember(hash, known);
        }
        return Unexpired(known);
    }

    /// <summary>The owner's own view, if its grain knows that the session is live; null is inconclusive.</summary>
    public ValueTask<UserView?> ReadCallerAsync(VerifiedToken token) =>
        (token.User ??= grains.User(token.Principal.UserId)).GetForSessionAsync(token.Principal.SessionId);

    private async ValueTask<VerifiedToken?> VerifyNewHeaderAsync(string header)
    {
        var known = await VerifyAsync(header[Bearer.Length..].Trim());
        if (known is not null) byHeader.TryAdd(header, known);
        return known;
    }

    private VerifiedToken? Unexpired(VerifiedToken token) =>
        token.ExpiresAt <= time.GetUtcNow().ToUnixTimeSeconds() ? null : token;

    private static SymmetricSecurityKey KeyOf(SigningKey key) => new(key.Bytes) { KeyId = key.Id };

    private async ValueTask<VerifiedToken?> CheckSignatureAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt) return null;
        if (!jwt.TryGetPayloadValue<string>("sub", out var user) || string.IsNullOrEmpty(user)
            || !jwt.TryGetPayloadValue<string>("sid", out var session) || string.IsNullOrEmpty(session)
            || !jwt.TryGetPayloadValue<long>("exp", out var expires)) return null;
        var isMember = jwt.TryGetPayloadValue<bool>("mbr", out var claim) && claim;
        var principal = new SessionPrincipal(user, session, isMember, DateTimeOffset.FromUnixTimeSeconds(expires));
        return new VerifiedToken(principal, expires, grains.Session(session));
    }
}

/// <summary>The claims of a token. Times are in seconds since 1970; <c>mbr</c>: it was issued to a member.</summary>
internal sealed record SessionClaims(string Sub, string Sid, long Iat, long Exp, bool Mbr);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionClaims))]
internal sealed partial class SessionClaimsJson : JsonSerializerContext;

using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// Checks ID tokens of OpenID Connect: the signature by the keys of the provider, issuer, audience, time and nonce. The
/// keys are kept for an hour; a token with an unknown key reads them again, at most once a minute.
/// </summary>
internal sealed partial class IdTokens(
    IHttpClientFactory clients, OidcSettings settings, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<IdTokens> log) : IIdTokens
{
    public const string Client = "oidc";
    private const int MaxTokenBytes = 8 * 1024;
    private const int MaxResponseBytes = 64 * 1024;
    private const int MaxSubjectLength = 255;
    private const string DefaultName = "Someone new";
    private const int MaxPictureLength = 2048;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan KeysLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeysInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);
    private readonly HttpClient http = clients.CreateClient(Client);
    private readonly JsonWebTokenHandler handler = new() { MaximumTokenSizeInBytes = MaxTokenBytes };
    private readonly ConcurrentDictionary<string, CachedKeys> cache = new(StringComparer.Ordinal);

    public static void AddTo(IServiceCollection services, OidcSettings settings)
    {
        services.AddHttpClient(Client).AddBounds(Deadline, MaxResponseBytes);
        services.AddSingleton(settings);
        services.AddSingleton<IIdTokens, IdTokens>();
    }

    public async Task<Outcome<VerifiedIdentity>> VerifyAsync(IdToken token)
    {
        if (!settings.Providers.TryGetValue(token.Provider, out var provider) || provider.ClientIds.IsEmpty)
            return IdentityFaults.NotConfigured;
        if (token.Token.Length > MaxTokenBytes || !handler.CanReadToken(token.Token)) return IdentityFaults.Rejected;
        try
        {
            var keyId = handler.ReadJsonWebToken(token.Token).Kid;
            var keys = await KeysAsync(token.Provider, provider, keyId);
            var result = await handler.ValidateTokenAsync(token.Token, ParametersOf(provider, keys));
            return result is { IsValid: true, SecurityToken: JsonWebToken jwt }
                ? IdentityOf(token, jwt) : IdentityFaults.Rejected;
        }
        catch (ArgumentException) { return IdentityFaults.Rejected; }
        catch (SecurityTokenException) { return IdentityFaults.Rejected; }
        catch (Exception e) when (IsOutage(e))
        {
            LogUnavailable(log, token.Provider, e.GetType().Name);
            return IdentityFaults.Unavailable;
        }
    }

    private TokenValidationParameters ParametersOf(OidcProvider provider, IList<SecurityKey> keys) => new()
    {
        IssuerSigningKeys = keys,
        // Asymmetric ones only: with HS256 the public key would be the secret.
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateIssuerSigningKey = true,
        ValidIssuers = provider.Issuers,
        // A token for several services could be used by each of them here.
        AudienceValidator = (audiences, _, _) =>
            audiences.ToList() is [var only] && provider.ClientIds.Contains(only, StringComparer.Ordinal),
        LifetimeValidator = (notBefore, expires, _, _) => time.GetUtcNow().UtcDateTime is var now
            && expires is { } end && now < end + Skew && (notBefore is not { } start || now >= start - Skew),
    };

    private static Outcome<VerifiedIdentity> IdentityOf(IdToken token, JsonWebToken jwt)
    {
        if (Text(jwt, "nonce") is not { } nonce || !IsNonce(nonce, token.Nonce)) return IdentityFaults.Rejected;
        if (Text(jwt, "sub") is not { Length: <= MaxSubjectLength } subject) return IdentityFaults.Rejected;
        var email = IsVerified(jwt) && Text(jwt, "email") is { } address && TextForm.IsEmail(address) ? address : null;
        var picture = Text(jwt, "picture") is { Length: <= MaxPictureLength } link && TextForm.IsHttpsAddress(link)
            ? link : null;
        var name = EmergentAuth.NameOf(Text(jwt, "name") ?? "", DefaultName);
        return new VerifiedIdentity(token.Provider, subject, email, name, picture, token.Nonce);
    }

    /// <summary>Apple's clients put the hash of the nonce into the token.</summary>
    private static bool IsNonce(string claim, string nonce)
    {
        var (found, given) = (Encoding.UTF8.GetBytes(claim), Encoding.UTF8.GetBytes(nonce));
        var hashed = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(given)));
        return CryptographicOperations.FixedTimeEquals(found, given)
            | CryptographicOperations.FixedTimeEquals(found, hashed);
    }

    /// <summary>Apple writes it as text.</summary>
    private static bool IsVerified(JsonWebToken jwt) =>
        jwt.TryGetPayloadValue<object>("email_verified", out var value) && value is true or "true";

    private static string? Text(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<object>(claim, out var value) && value is string { Length: > 0 } text
        && TextForm.IsStorable(text) ? text : null;

    private static bool IsOutage(Exception e) =>
        e is HttpRequestException or ExecutionRejectedException or OperationCanceledException or JsonException;

    private static IList<SecurityKey> KeysOf(string text)
    {
        try { return new JsonWebKeySet(text).GetSigningKeys(); }
        catch (ArgumentException e) { throw new JsonException("The keys of the provider are no key set.", e); }
    }

    private async Task<IList<SecurityKey>> KeysAsync(string name, OidcProvider provider, string? keyId)
    {
        var now = time.GetUtcNow();
        if (cache.TryGetValue(name, out var cached) && now - cached.ReadAt < KeysLifetime
            && (now - cached.ReadAt < KeysInterval || cached.Keys.Any(key => key.KeyId == keyId)))
            return cached.Keys;
        try
        {
            var keys = KeysOf(await http.GetStringAsync(provider.Keys));
            cache[name] = new CachedKeys(keys, now);
            return keys;
        }
        // An outage does not end sign-ins by a known key.
        catch (Exception e) when (cached?.Keys.Any(key => key.KeyId == keyId) == true
            && IsOutage(e))
        {
            LogKeptKeys(log, name, e.GetType().Name);
            return cached!.Keys;
        }
    }

    [LoggerMessage(4102, LogLevel.Warning, "The keys of {Provider} cannot be read ({Reason}); the request gets 503.")]
    private static partial void LogUnavailable(ILogger log, string provider, string reason);

    [LoggerMessage(4103, LogLevel.Warning, "The keys of {Provider} cannot be read ({Reason}); the last ones are used.")]
    private static partial void LogKeptKeys(ILogger log, string provider, string reason);

    private sealed record CachedKeys(IList<SecurityKey> Keys, DateTimeOffset ReadAt);
}

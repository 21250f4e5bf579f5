using Microsoft.AspNetCore.Authentication;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Authenticates a request by its session token (contract §0, "sessions"): a good signature and a session that its grain calls live. The principal is a
/// <see cref="SessionPrincipal"/>; the session or, at endpoints that show callers to themselves, the caller's view becomes a feature of the request.
/// </summary>
/// <remarks>Implements the interface itself: the base class reads options and a clock that this scheme does not have, at every request.</remarks>
internal sealed class SessionAuthenticationHandler(SessionTokens tokens) : IAuthenticationHandler
{
    /// <summary>The only scheme of this host.</summary>
    public const string Scheme = "session";

    private const string Bearer = "Bearer ";
    private const string TokenInQuery = "access_token";

    private HttpContext http = null!;
    private Task<AuthenticateResult>? result;

    /// <inheritdoc />
    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<AuthenticateResult> AuthenticateAsync() => result ??= ReadAsync();

    /// <inheritdoc />
    public Task ChallengeAsync(AuthenticationProperties? properties) => FaultResponses.WriteAsync(http, AccountFaults.NoSession);

    /// <inheritdoc />
    public Task ForbidAsync(AuthenticationProperties? properties) => FaultResponses.WriteAsync(http, HttpFaults.Forbidden);

    private async Task<AuthenticateResult> ReadAsync()
    {
        // Operators and webhooks have no session, and must be answered when grains are not.
        if (http.GetEndpoint() is not RouteEndpoint { Metadata: var marks } || marks.GetMetadata<OperationalMetadata>() is not null || marks.GetMetadata<WebhookMetadata>() is not null)
            return AuthenticateResult.NoResult();
        if (TokenOf(http, inQuery: marks.GetMetadata<LiveMetadata>() is not null) is not { } token || await tokens.VerifyAsync(token) is not { } verified)
            return AuthenticateResult.NoResult();
        if (marks.GetMetadata<ReadsCallerMetadata>() is not null && await tokens.ReadCallerAsync(verified) is { } caller)
        {
            http.Features.Set(caller);
            return verified.Authenticated;
        }
        if (await verified.ReadSessionAsync() is not { } user) return AuthenticateResult.NoResult();
        http.Features.Set(user);
        return verified.Authenticated;
    }

    private static string? TokenOf(HttpContext http, bool inQuery)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value)
            return value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? value[Bearer.Length..].Trim() : null;
        if (!inQuery || header.Count > 0 || http.Request.Query[TokenInQuery] is not [{ Length: > 0 } token]) return null;
        // Browsers cannot set headers on a socket. Removed at once, so that nothing further in can log it.
        http.Request.QueryString = QueryString.Create(http.Request.Query.Where(pair => pair.Key != TokenInQuery));
        return token;
    }
}

using Microsoft.AspNetCore.Authentication;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Authenticates a request by its session token (docs/api/http.md, "sessions"): the signature is valid and the grain
/// reports the session as live. The principal is a <see cref="SessionPrincipal"/>. The session, or the caller's view
/// at <see cref="ReadsCallerMetadata"/> endpoints, becomes a feature of the request.
/// </summary>
/// <remarks>
/// Implements the interface directly: the base class reads options and a clock at every request, which this scheme
/// does not need.
/// </remarks>
internal sealed class SessionAuthenticationHandler(SessionTokens tokens) : IAuthenticationHandler
{
    /// <summary>The name of the scheme.</summary>
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
    public Task ChallengeAsync(AuthenticationProperties? properties) =>
        FaultResponses.WriteAsync(http, AccountFaults.NoSession);

    /// <inheritdoc />
    public Task ForbidAsync(AuthenticationProperties? properties) =>
        FaultResponses.WriteAsync(http, HttpFaults.Forbidden);

    private async Task<AuthenticateResult> ReadAsync()
    {
        // Operational endpoints and webhooks have no session and must respond when grains do not.
        if (http.GetEndpoint() is not RouteEndpoint { Metadata: var metadata }
            || metadata.GetMetadata<OperationalMetadata>() is not null
            || metadata.GetMetadata<WebhookMetadata>() is not null)
            return AuthenticateResult.NoResult();
        if (TokenOf(http, inQuery: metadata.GetMetadata<LiveMetadata>() is not null) is not { } token
            || await tokens.VerifyAsync(token) is not { } verified)
            return AuthenticateResult.NoResult();
        if (metadata.GetMetadata<ReadsCallerMetadata>() is not null && await tokens.ReadCallerAsync(verified) is { } caller)
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
        if (!inQuery || header.Count > 0 || http.Request.Query[TokenInQuery] is not [{ Length: > 0 } token])
            return null;
        // Browsers cannot set headers of a WebSocket. Removed at once, so that it is never logged.
        http.Request.QueryString = QueryString.Create(http.Request.Query.Where(pair => pair.Key != TokenInQuery));
        return token;
    }
}

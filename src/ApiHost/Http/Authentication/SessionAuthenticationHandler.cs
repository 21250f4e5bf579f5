using Microsoft.AspNetCore.Authentication;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Authenticates a request by its session token (docs/api/http.md, "sessions"). The session, or the caller's view at
/// <see cref="ReadsCallerMetadata"/> endpoints, becomes a feature of the request. Implements the interface directly:
/// the base class reads options and a clock at every request.
/// </summary>
internal sealed class SessionAuthenticationHandler(SessionTokens tokens) : IAuthenticationHandler
{
    public const string Scheme = "session";
    private const string TokenInQuery = "access_token";

    private HttpContext http = null!;
    private Task<AuthenticateResult>? result;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => result ??= ReadAsync();

    public Task ChallengeAsync(AuthenticationProperties? properties) =>
        FaultResponses.WriteAsync(http, AccountFaults.NoSession);

    public Task ForbidAsync(AuthenticationProperties? properties) =>
        FaultResponses.WriteAsync(http, HttpFaults.Forbidden);

    private async Task<AuthenticateResult> ReadAsync()
    {
        // Operational endpoints and webhooks have no session and must respond when grains do not.
        if (http.GetEndpoint() is not RouteEndpoint || http.Has<OperationalMetadata>() || http.Has<WebhookMetadata>()
            || await VerifyAsync(inQuery: http.Has<LiveMetadata>()) is not { } verified)
            return AuthenticateResult.NoResult();
        if (http.Has<ReadsCallerMetadata>() && await tokens.ReadCallerAsync(verified) is { } caller)
        {
            http.Features.Set(caller);
            return verified.Authenticated;
        }
        if (await verified.ReadSessionAsync() is not { } user) return AuthenticateResult.NoResult();
        http.Features.Set(user);
        return verified.Authenticated;
    }

    private ValueTask<VerifiedToken?> VerifyAsync(bool inQuery)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value) return tokens.VerifyHeaderAsync(value);
        if (!inQuery || header.Count > 0 || http.Request.Query[TokenInQuery] is not [{ Length: > 0 } token]) return default;
        // Browsers cannot set headers of a WebSocket. Removed at once, so that it is never logged.
        http.Request.QueryString = QueryString.Create(http.Request.Query.Where(pair => pair.Key != TokenInQuery));
        return tokens.VerifyAsync(token);
    }
}

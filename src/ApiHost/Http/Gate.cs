using System.Security.Claims;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>Decides who comes in: recognises the session, applies the limits, asks for a session where the endpoint does.</summary>
internal sealed class Gate(RequestDelegate next, SessionTokens tokens, RateLimits limits)
{
    private const string Scheme = "Bearer ";
    private const string TokenInQuery = "access_token";

    /// <summary>Runs the request, or refuses it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/api", StringComparison.Ordinal)) return AdmitAsync(http, hub: false);
        // Operations, docs and the rest have no callers to know and must answer when callers are too many.
        return path.StartsWithSegments("/hubs/live", StringComparison.Ordinal) ? AdmitAsync(http, hub: true) : next(http);
    }

    private async Task AdmitAsync(HttpContext http, bool hub)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<Webhook>() is not null)
        {
            await next(http);
            return;
        }
        var retryAfter = 0;
        if (metadata?.GetMetadata<SignInLimited>() is not null && !limits.AdmitsSignIn(http, out retryAfter))
        {
            await FaultResponses.WriteAsync(http, HttpFaults.RateLimited(retryAfter));
            return;
        }
        var token = TokenOf(http, hub);
        if (token is not null && metadata?.GetMetadata<CallerRead>() is not null && await tokens.ReadCallerAsync(token) is { } caller)
        {
            if (!limits.AdmitsUser(caller.Id, out retryAfter))
            {
                await FaultResponses.WriteAsync(http, HttpFaults.RateLimited(retryAfter));
                return;
            }
            http.Features.Set(caller);
            await next(http);
            return;
        }
        var user = token is null ? null : await tokens.AuthenticateAsync(token);
        if (!(user is null ? limits.AdmitsAnonymous(http, out retryAfter) : limits.AdmitsUser(user.UserId, out retryAfter)))
        {
            if (user is not null && metadata?.GetMetadata<AnswersOverLimit>() is not null)
            {
                http.Features.Set(new OverLimit(retryAfter));
                http.Features.Set(user);
                await next(http);
                return;
            }
            await FaultResponses.WriteAsync(http, HttpFaults.RateLimited(retryAfter));
            return;
        }
        if (user is not null)
        {
            http.Features.Set(user);
            // SignalR knows its users by their claims; nothing else reads them.
            if (hub) http.User = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user.UserId), new("sid", user.SessionId)], "session"));
        }
        else if (metadata?.GetMetadata<SessionRequired>() is not null)
        {
            await FaultResponses.WriteAsync(http, AccountFaults.NoSession);
            return;
        }
        await next(http);
    }

    private static string? TokenOf(HttpContext http, bool hub)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 1 && header[0] is { } value)
            return value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
        if (!hub || header.Count > 0 || http.Request.Query[TokenInQuery] is not [{ Length: > 0 } token]) return null;
        // Browsers cannot set headers on a socket. Taken out at once, so that nothing further in can write it down.
        http.Request.QueryString = QueryString.Create(http.Request.Query.Where(pair => pair.Key != TokenInQuery));
        return token;
    }
}

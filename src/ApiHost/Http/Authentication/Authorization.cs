using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Admin;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Who may call what: <c>RequireAuthorization()</c> asks for a live session, <see cref="Members"/> for one of somebody with an account, <see cref="Staff"/>
/// for an admin, and what names nothing is denied.
/// </summary>
internal static class Authorization
{
    /// <summary>The policy of endpoints that are for admins; to everybody else there is nothing at their address.</summary>
    public const string Staff = "staff";

    /// <summary>The policy of endpoints that are not for guests.</summary>
    public const string Members = "members";

    /// <summary>Registers authentication by session token and the policies.</summary>
    public static void AddXelaAuthorization(this IServiceCollection services)
    {
        services.AddAuthentication(options =>
        {
            options.AddScheme<SessionAuthenticationHandler>(SessionAuthenticationHandler.Scheme, displayName: null);
            options.DefaultScheme = SessionAuthenticationHandler.Scheme;
        });
        services.AddTransient<SessionAuthenticationHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Staff, policy => policy.AddRequirements(StaffRequirement.Instance))
            .AddPolicy(Members, policy => policy.RequireAuthenticatedUser().AddRequirements(MemberRequirement.Instance))
            // An endpoint that forgets to say who may call it answers nobody. What is no route (404, 405, 415) needs no guard.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(static context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());
        services.AddSingleton<IAuthorizationHandler, StaffHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationResultHandler>();
    }
}

/// <summary>
/// Answers denied requests: 404 where the endpoint is for admins, since 401 and 403 would tell that there is something; a reason of its own for guests.
/// </summary>
internal sealed class AuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    private static readonly AuthorizationMiddlewareResultHandler Framework = new();

    /// <inheritdoc />
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        !authorizeResult.Succeeded && policy.Requirements.Contains(StaffRequirement.Instance)
            ? FaultResponses.WriteAsync(context, HttpFaults.UnknownRoute)
            : authorizeResult.Forbidden && policy.Requirements.Contains(MemberRequirement.Instance)
            ? FaultResponses.WriteAsync(context, AccountFaults.MembersOnly)
            : Framework.HandleAsync(next, context, policy, authorizeResult);
}

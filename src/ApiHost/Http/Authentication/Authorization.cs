using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The authorization policies: <c>RequireAuthorization()</c> requires a live session, <see cref="Members"/> a session
/// of a member, <see cref="Staff"/> a role on the staff. An endpoint without a policy is denied.
/// </summary>
internal static class Authorization
{
    /// <summary>The policy of endpoints for staff; other callers get 404.</summary>
    public const string Staff = "staff";
    public const string Members = "members";

    public static void AddXelaAuthorization(this IServiceCollection services)
    {
        services.AddAuthentication(options =>
        {
            options.AddScheme<SessionAuthenticationHandler>(SessionAuthenticationHandler.Scheme, displayName: null);
            options.DefaultScheme = SessionAuthenticationHandler.Scheme;
        });
        services.AddTransient<SessionAuthenticationHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Staff, policy => policy.AddRequirements(new StaffRequirement()))
            .AddPolicy(Members, policy => policy.RequireAuthenticatedUser().AddRequirements(new MemberRequirement()))
            // Denies an endpoint without a policy. Responses of routing itself (404, 405, 415) need none.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(static c => c.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build());
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationResultHandler>();
    }
}

/// <summary>Writes the responses of denied requests. 401 or 403 would reveal an endpoint for staff to others; 404 does not.</summary>
internal sealed class AuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    private static readonly AuthorizationMiddlewareResultHandler Framework = new();

    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        !authorizeResult.Succeeded && policy.Requirements.Any(requirement => requirement is StaffRequirement)
            ? FaultResponses.WriteAsync(context, StaffRefusal.Of(context))
            : authorizeResult.Forbidden && policy.Requirements.Any(requirement => requirement is MemberRequirement)
            ? FaultResponses.WriteAsync(context, AccountFaults.MembersOnly)
            : Framework.HandleAsync(next, context, policy, authorizeResult);
}

/// <summary>Requires a member. It is its own handler, so that it runs for its policy only.</summary>
internal sealed class MemberRequirement : AuthorizationHandler<MemberRequirement>, IAuthorizationRequirement
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        if (context.User is SessionPrincipal caller && context.Resource is HttpContext http
            && await Members.IncludeAsync(caller, http.RequestServices.GetRequiredService<IGrainFactory>()))
            context.Succeed(requirement);
    }
}

internal static class Members
{
    /// <summary>A token of a member suffices, because a member never becomes a guest again.</summary>
    public static async ValueTask<bool> IncludeAsync(SessionPrincipal caller, IGrainFactory grains) =>
        caller.IsMember || await grains.User(caller.UserId).GetAsync() is { IsGuest: false };
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using XelaConnect.ApiHost.Admin;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The authorization policies: <c>RequireAuthorization()</c> requires a live session, <see cref="Members"/> a session
/// of a member, <see cref="Staff"/> an admin. An endpoint without a policy is denied.
/// </summary>
internal static class Authorization
{
    /// <summary>The policy of admin endpoints; other callers get 404.</summary>
    public const string Staff = "staff";

    /// <summary>The policy of endpoints that refuse guests.</summary>
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
            // Denies an endpoint without a policy. Responses of routing itself (404, 405, 415) need none.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder()
                .RequireAssertion(static context => context.Resource is HttpContext http
                    && http.GetEndpoint() is not RouteEndpoint).Build());
        services.AddSingleton<IAuthorizationHandler, StaffHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationResultHandler>();
    }
}

/// <summary>
/// Writes the responses of denied requests: 404 for admin endpoints, because 401 and 403 would reveal that the
/// endpoint exists, and a specific code for guests.
/// </summary>
internal sealed class AuthorizationResultHandler : IAuthorizationMiddlewareResultHandler
{
    private static readonly AuthorizationMiddlewareResultHandler Framework = new();

    /// <inheritdoc />
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        !authorizeResult.Succeeded && policy.Requirements.Contains(StaffRequirement.Instance)
            ? FaultResponses.WriteAsync(context, HttpFaults.UnknownRoute)
            : authorizeResult.Forbidden && policy.Requirements.Contains(MemberRequirement.Instance)
            ? FaultResponses.WriteAsync(context, AccountFaults.MembersOnly)
            : Framework.HandleAsync(next, context, policy, authorizeResult);
}

/// <summary>
/// Requires that the caller has an account and is not a guest (<see cref="Guests"/>). It is its own handler, so that
/// it runs for its policy only.
/// </summary>
internal sealed class MemberRequirement : AuthorizationHandler<MemberRequirement>, IAuthorizationRequirement
{
    /// <summary>The instance.</summary>
    public static readonly MemberRequirement Instance = new();

    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        if (context.User is SessionPrincipal caller && context.Resource is HttpContext http
            && await Members.IncludeAsync(caller, http.RequestServices.GetRequiredService<IGrainFactory>())) context.Succeed(requirement);
    }
}

/// <summary>Distinguishes members from guests.</summary>
internal static class Members
{
    /// <summary>
    /// Whether the caller is a member. A token that was issued to a member suffices, because a member never becomes a
    /// guest again; otherwise the user's grain is asked.
    /// </summary>
    public static ValueTask<bool> IncludeAsync(SessionPrincipal caller, IGrainFactory grains)
    {
        return caller.IsMember ? ValueTask.FromResult(true) : ReadAsync();

        async ValueTask<bool> ReadAsync() => await grains.User(caller.UserId).GetAsync() is { IsGuest: false };
    }
}

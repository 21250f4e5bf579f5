using Microsoft.AspNetCore.Authorization;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The caller must have an account: guests (<see cref="Guests"/>) are refused. It decides itself, so that requests of other policies do not run its handler.
/// </summary>
internal sealed class MemberRequirement : AuthorizationHandler<MemberRequirement>, IAuthorizationRequirement
{
    /// <summary>The only one.</summary>
    public static readonly MemberRequirement Instance = new();

    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        if (context.User is SessionPrincipal caller && context.Resource is HttpContext http
            && await Members.IncludeAsync(caller, http.RequestServices.GetRequiredService<IGrainFactory>())) context.Succeed(requirement);
    }
}

/// <summary>Who has an account.</summary>
internal static class Members
{
    /// <summary>
    /// Whether a caller has an account. A token that was issued to a member says so, and a member never becomes a guest again; of any other token's owner the
    /// grain is asked.
    /// </summary>
    public static ValueTask<bool> IncludeAsync(SessionPrincipal caller, IGrainFactory grains)
    {
        return caller.IsMember ? ValueTask.FromResult(true) : AskAsync();

        async ValueTask<bool> AskAsync() => await grains.User(caller.UserId).GetAsync() is { IsGuest: false };
    }

    /// <summary>The refusal of a guest who wants to publish something; null for a member, and where nothing is published.</summary>
    public static async ValueTask<IResult?> RefusePublishingAsync(HttpContext http, bool isPublic, IGrainFactory grains) =>
        isPublic && http.User is SessionPrincipal caller && !await IncludeAsync(caller, grains) ? OutcomeResults.Refuse(AccountFaults.MembersOnly) : null;
}

using Microsoft.AspNetCore.Authorization;
using XelaConnect.Accounts;

namespace XelaConnect.ApiHost.Http;

/// <summary>The caller must have an account: guests (<see cref="Guests"/>) are refused.</summary>
internal sealed class MemberRequirement : IAuthorizationRequirement
{
    /// <summary>The only one.</summary>
    public static readonly MemberRequirement Instance = new();
}

/// <summary>Decides it by <see cref="Members"/>.</summary>
internal sealed class MemberHandler(IGrainFactory grains) : AuthorizationHandler<MemberRequirement>
{
    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        if (context.User is SessionPrincipal caller && await Members.IncludeAsync(caller, grains)) context.Succeed(requirement);
    }
}

/// <summary>Who has an account.</summary>
internal static class Members
{
    /// <summary>
    /// Whether a caller has an account. A token that was issued to a member says so, and a member never becomes a guest again; of any other token's owner the
    /// grain is asked.
    /// </summary>
    public static async ValueTask<bool> IncludeAsync(SessionPrincipal caller, IGrainFactory grains) =>
        caller.IsMember || await grains.GetGrain<IUserGrain>(caller.UserId).GetAsync() is { IsGuest: false };

    /// <summary>The refusal of a guest who wants to publish something; null for a member, and where nothing is published.</summary>
    public static async ValueTask<IResult?> RefusePublishingAsync(HttpContext http, bool isPublic, IGrainFactory grains) =>
        isPublic && http.User is SessionPrincipal caller && !await IncludeAsync(caller, grains) ? Answer.Refuse(AccountFaults.MembersOnly) : null;
}

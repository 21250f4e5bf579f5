using Microsoft.AspNetCore.Authorization;

namespace XelaConnect.ApiHost.Admin;

/// <summary>The caller must be an admin.</summary>
internal sealed class StaffRequirement : IAuthorizationRequirement
{
    /// <summary>The only instance.</summary>
    public static readonly StaffRequirement Instance = new();
}

/// <summary>Checks the requirement by <see cref="Admins"/>.</summary>
internal sealed class StaffHandler(Admins admins) : AuthorizationHandler<StaffRequirement>
{
    /// <inheritdoc />
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, StaffRequirement requirement)
    {
        if (context.Resource is HttpContext http && await admins.IsAdminAsync(http)) context.Succeed(requirement);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Admin;

/// <summary>What staff do at an endpoint: the scope that its guard asks for, and the action in the audit log.</summary>
internal sealed record StaffMetadata(string Scope, string Action);

/// <summary>Asks who is staff, which <see cref="IStaffGrain"/> decides.</summary>
internal sealed class StaffAccess(IGrainFactory grains)
{
    /// <summary>Why the caller may not do what a scope allows; null when they may.</summary>
    public async ValueTask<Fault?> RefusalAsync(HttpContext http, string? scope) =>
        CurrentUser.OrNull(http) is not { } caller ? StaffFaults.NotStaff
        : (await grains.Staff().CheckAsync(caller.UserId, scope)).Fault;

    public async ValueTask<bool> HasAsync(HttpContext http, string scope) =>
        await RefusalAsync(http, scope) is null;
}

/// <summary>
/// Requires the scope of the endpoint's <see cref="StaffMetadata"/>. Without one, any role is enough. The refusal
/// becomes a feature of the request: staff learn what is missing, and others get 404.
/// </summary>
internal sealed class StaffRequirement : AuthorizationHandler<StaffRequirement>, IAuthorizationRequirement
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, StaffRequirement requirement)
    {
        if (context.Resource is not HttpContext http) return;
        var scope = http.GetEndpoint()?.Metadata.GetMetadata<StaffMetadata>()?.Scope;
        if (await http.RequestServices.GetRequiredService<StaffAccess>().RefusalAsync(http, scope) is { } refusal)
            http.Features.Set(new StaffRefusal(refusal));
        else context.Succeed(requirement);
    }
}

/// <summary>Why a request for staff was denied.</summary>
internal sealed record StaffRefusal(Fault Fault)
{
    public static Fault Of(HttpContext http) =>
        http.Features.Get<StaffRefusal>() is { Fault: { Kind: not FaultKind.NotFound } fault }
            ? fault : HttpFaults.UnknownRoute;
}

internal static class StaffEndpoints
{
    public static void AddStaff(this IServiceCollection services) => services.TryAddSingleton<StaffAccess>();

    /// <summary>
    /// An endpoint for a scope whose requests are recorded in the audit log, before they are handled: without the entry
    /// nothing is read.
    /// </summary>
    public static RouteHandlerBuilder ForStaff(this RouteHandlerBuilder route, string scope, string action) =>
        route.RecordsItself(scope, action).AddEndpointFilter(async (context, next) =>
        {
            await RecordAsync(context.HttpContext, action);
            return await next(context);
        });

    /// <summary>An endpoint for a scope whose grain records the action together with its effect.</summary>
    public static RouteHandlerBuilder RecordsItself(this RouteHandlerBuilder route, string scope, string action) =>
        route.WithMetadata(new StaffMetadata(scope, action)).Produces(Status403Forbidden);

    private static async Task RecordAsync(HttpContext http, string action)
    {
        var (caller, now) = (CurrentUser.Of(http), Operation.NowOf(http));
        var grains = http.RequestServices.GetRequiredService<IGrainFactory>();
        var month = UtcMonth.Of(now);
        var recorded = await grains.AuditLog(month)
            .RecordAsync(new(Ids.NewOperation(now), caller.UserId, action, TargetOf(http), Reason: ""));
        if (!recorded.IsOk) throw new InvalidOperationException("The audit log refused an entry.");
    }

    /// <summary>What the path is about.</summary>
    private static string TargetOf(HttpContext http)
    {
        var target = (http.Request.RouteValues["user_id"] ?? http.Request.RouteValues["id"]) as string ?? "";
        return TextForm.IsStorable(target) ? TextForm.Cut(target, Limits.AuditTarget) : "";
    }
}

using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Admin;

/// <summary>
/// Answers everything under <c>/api/admin</c> as an address where there is nothing, unless an admin asks. It stands behind <see cref="Gate"/>, which knows the
/// caller, and before whatever else could give a route away: a stored answer, a wrong method, a wrong media type, a look at the body.
/// </summary>
internal sealed class AdminGate(RequestDelegate next, Admins admins)
{
    /// <summary>What admins alone can reach.</summary>
    public const string Path = "/api/admin";

    /// <summary>Lets admins pass.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        // In any case, since routes are found in any case.
        if (http.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) && await admins.CallerAsync(http) is null)
            await FaultResponses.WriteAsync(http, HttpFaults.UnknownRoute);
        else await next(http);
    }
}

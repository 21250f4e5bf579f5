using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Admin;

/// <summary>
/// Tells admins from everybody else (contract §3 "Admin"): whoever has an address of <see cref="AdminSettings"/>, once it is verified. This server does not
/// verify addresses yet, and an address that is merely claimed proves nothing: so in the Development environment the list holds at once, and elsewhere
/// nobody is an admin.
/// </summary>
internal sealed class Admins(AdminSettings settings, IHostEnvironment environment, IGrainFactory grains)
{
    /// <summary>True when addresses are named that let nobody in here.</summary>
    public bool AreKeptOut => !settings.IsEmpty && !environment.IsDevelopment();

    /// <summary>The caller, if they are an admin; null otherwise, also when nobody is signed in. Asked of the person's grain once a request.</summary>
    public async ValueTask<CurrentUser?> CallerAsync(HttpContext http)
    {
        if (settings.IsEmpty || !environment.IsDevelopment() || CurrentUser.Maybe(http) is not { } caller) return null;
        if (http.Features.Get<Known>() is { } known) return known.IsAdmin ? caller : null;
        var user = await grains.GetGrain<IUserGrain>(caller.UserId).GetAsync();
        known = new Known(user is { Email: { } email, IsGuest: false, IsRemoved: false } && settings.Names(email));
        http.Features.Set(known);
        return known.IsAdmin ? caller : null;
    }

    private sealed record Known(bool IsAdmin);
}

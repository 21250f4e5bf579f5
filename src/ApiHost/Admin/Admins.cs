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

    /// <summary>Whether the caller is an admin, asked of the person's grain.</summary>
    public async ValueTask<bool> IsAdminAsync(HttpContext http)
    {
        if (settings.IsEmpty || !environment.IsDevelopment() || CurrentUser.OrNull(http) is not { } caller) return false;
        var user = await grains.User(caller.UserId).GetAsync();
        return user is { Email: { } email, IsGuest: false, IsRemoved: false } && settings.Names(email);
    }
}

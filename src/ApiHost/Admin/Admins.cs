namespace XelaConnect.ApiHost.Admin;

/// <summary>
/// Decides who is an admin: the owner of an address in <see cref="AdminSettings"/>. Addresses are not verified yet, and
/// a claimed address proves nothing, so the list has an effect in the Development environment only.
/// </summary>
internal sealed class Admins(AdminSettings settings, IHostEnvironment environment, IGrainFactory grains)
{
    /// <summary>True when addresses are configured and have no effect.</summary>
    public bool AreUnused => !settings.IsEmpty && !environment.IsDevelopment();

    /// <summary>Whether the caller is an admin, by the user's grain.</summary>
    public async ValueTask<bool> IsAdminAsync(HttpContext http)
    {
        if (settings.IsEmpty || !environment.IsDevelopment() || CurrentUser.OrNull(http) is not { } caller) return false;
        var user = await grains.User(caller.UserId).GetAsync();
        return user is { Email: { } email, IsGuest: false, IsRemoved: false } && settings.Names(email);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Admin;

/// <summary>
/// Decides who is an admin: the owner of an address in <see cref="AdminSettings"/>. Addresses are not verified yet, and
/// a claimed address proves nothing, so the list has an effect in the Development environment only.
/// </summary>
internal sealed class Admins(AdminSettings settings, IHostEnvironment environment, IGrainFactory grains)
{
    public bool AreUnused => !settings.IsEmpty && !environment.IsDevelopment();

    public async ValueTask<bool> IsAdminAsync(HttpContext http)
    {
        if (settings.IsEmpty || AreUnused || CurrentUser.OrNull(http) is not { } caller) return false;
        var user = await grains.User(caller.UserId).GetAsync();
        return user is { Email: { } email, IsGuest: false, IsRemoved: false } && settings.Names(email);
    }
}

/// <summary>The admins: addresses in <c>Xela:Admin:Emails</c>.</summary>
internal sealed class AdminSettings
{
    private const string EmailsKey = "Xela:Admin:Emails";
    private readonly HashSet<string> emails;

    private AdminSettings(HashSet<string> emails) => this.emails = emails;

    public bool IsEmpty => emails.Count == 0;

    public static AdminSettings Read(IConfiguration configuration) =>
        new([.. configuration.List(EmailsKey).Select(Email)]);

    /// <summary>True for a configured address, in any spelling.</summary>
    public bool Names(string email) => emails.Contains(Ids.NormaliseEmail(email));

    private static string Email(string text)
    {
        var email = Ids.NormaliseEmail(text);
        // A mistyped address would exclude an admin silently.
        return email.Length > 0 && TextRule.Email.Refuses(email) is null
            ? email : throw new SettingException($"{EmailsKey} must hold email addresses, not \"{text}\".");
    }
}

internal sealed class StaffRequirement : AuthorizationHandler<StaffRequirement>, IAuthorizationRequirement
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, StaffRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && await http.RequestServices.GetRequiredService<Admins>().IsAdminAsync(http))
            context.Succeed(requirement);
    }
}

internal static partial class AdminHosting
{
    public static void AddAdmins(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(AdminSettings.Read(builder.Configuration));
        builder.Services.TryAddSingleton<Admins>();
    }

    public static void WarnOfUnusedAdmins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Admins>().AreUnused) LogUnused(app.Logger);
    }

    [LoggerMessage(2402, LogLevel.Warning,
        "Xela:Admin:Emails has no effect outside of the Development environment; "
        + "addresses are not verified, so nobody is an admin.")]
    private static partial void LogUnused(ILogger log);
}

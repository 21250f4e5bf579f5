using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Admin;

/// <summary>Registers the check of admins.</summary>
internal static partial class AdminHosting
{
    /// <summary>Reads the settings at start; a wrong one ends the start.</summary>
    public static WebApplicationBuilder AddAdmins(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(AdminSettings.Read(builder.Configuration));
        builder.Services.TryAddSingleton<Admins>();
        return builder;
    }

    /// <summary>Warns when addresses are configured that admit nobody.</summary>
    public static void WarnOfUnusedAdmins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Admins>().AreUnused) LogUnused(app.Logger);
    }

    [LoggerMessage(2402, LogLevel.Warning,
        "Xela:Admin:Emails has no effect outside of the Development environment; addresses are not verified, so nobody is an admin.")]
    private static partial void LogUnused(ILogger log);
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Admin;

/// <summary>Puts the check of admins into the host.</summary>
internal static partial class AdminHosting
{
    /// <summary>Reads the settings once, at start, so that a wrong one stops it.</summary>
    public static WebApplicationBuilder AddAdmins(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(AdminSettings.Read(builder.Configuration));
        builder.Services.TryAddSingleton<Admins>();
        return builder;
    }

    /// <summary>Warns when addresses are named that let nobody in.</summary>
    public static void WarnOfAdminsKeptOut(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Admins>().AreKeptOut) LogKeptOut(app.Logger);
    }

    [LoggerMessage(2402, LogLevel.Warning, "Xela:Admin:Emails is set, and nobody is an admin: addresses are not verified yet, and only the Development environment goes without.")]
    private static partial void LogKeptOut(ILogger log);
}

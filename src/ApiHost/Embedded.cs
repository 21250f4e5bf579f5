using XelaConnect.ApiHost.Http;
using XelaConnect.Silo.Hosting;

namespace XelaConnect.ApiHost;

/// <summary>The one file that knows of the silo: hosts it inside this process (<c>Xela:Mode=Embedded</c>).</summary>
internal static class Embedded
{
    /// <summary>Puts the silo inside. It starts before the first request is taken.</summary>
    public static void AddEmbeddedSilo(this WebApplicationBuilder builder)
    {
        if (!HttpSettings.Read(builder.Configuration).Embedded)
            throw new SettingException("Xela:Mode must be Embedded: this version of the host has its silo inside.");
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        if (settings.ClockOffset != TimeSpan.Zero) builder.Services.AddSingleton<TimeProvider>(new OffsetTimeProvider(settings.ClockOffset));
        builder.UseOrleans(silo => silo.UseXelaEmbedded(settings));
    }
}

using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.ApiHost.Http;

/// <summary>Composes the HTTP side of the host.</summary>
internal static class XelaHttp
{
    /// <summary>Registers it. Each slice hands in the source-generated JSON metadata of its public shapes.</summary>
    public static WebApplicationBuilder AddXelaHttp(this WebApplicationBuilder builder, params ReadOnlySpan<IJsonTypeInfoResolver> shapes)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<SessionTokens>();
        return builder;
    }

    /// <summary>Puts it in the pipeline; map the slices afterwards.</summary>
    public static WebApplication UseXelaHttp(this WebApplication app) => app;
}

using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Operations;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Http;

/// <summary>Composes the HTTP side of the host.</summary>
internal static class XelaHttp
{
    private const long MaxBodyBytes = 256 * 1024;
    private static readonly string[] Compressed = ["application/json", "text/plain", "text/html", "text/css", "text/javascript", "application/javascript"];
    private static readonly string[] ExposedHeaders = ["ETag", "Retry-After", "Location", IdempotencyMiddleware.ReplayedHeader];

    /// <summary>Registers it. Each slice hands in the source-generated JSON metadata of its public shapes.</summary>
    public static WebApplicationBuilder AddXelaHttp(this WebApplicationBuilder builder, params IJsonTypeInfoResolver[] shapes)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<RateLimits>();
        services.AddXelaAuthorization();
        if (settings.LimitsEnabled) services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>().Configure<RateLimits>((options, limits) => limits.Apply(options));
        services.AddSingleton<StoredResponseEncryption>();
        services.AddSingleton<ExceptionMiddleware>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, RequestLogging>();
        services.ConfigureHttpJsonOptions(json => XelaJson.Configure(json.SerializerOptions, shapes));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = Compressed;
        });
        services.AddSingleton<IResponseCompressionProvider, Compression>();
        services.AddCors(cors => cors.AddDefaultPolicy(policy => AllowOrigins(policy, settings.CorsOrigins, builder.Environment.IsDevelopment())));
        if (settings.TrustedProxies.Count > 0) AddForwarding(services, settings.TrustedProxies);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        if (settings.Drain > TimeSpan.Zero) services.AddHostedService(_ => new Draining(cancellation => Task.Delay(settings.Drain, TimeProvider.System, cancellation)));
        builder.AddAdmins();
        builder.AddOperations();
        return builder;
    }

    /// <summary>Puts it in the pipeline; map the slices afterwards.</summary>
    public static WebApplication UseXelaHttp(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<HttpSettings>();
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        // First, since what guards a request hangs on its endpoint: the router ignores case, encoding and trailing slashes, and so do the guards.
        app.UseRouting();
        app.UseResponseCompression();
        app.UseMiddleware<RequestMiddleware>();
        // The middleware notes on every request that it ran, which costs those without an origin a dictionary each.
        app.UseWhen(static http => http.Request.Headers.Origin.Count > 0, static crossOrigin => crossOrigin.UseCors());
        if (!settings.Embedded) app.UseMiddleware<ClusterReadinessMiddleware>();
        app.UseAuthentication();
        if (settings.LimitsEnabled) app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.WarnOfAdminsKeptOut();
        return app;
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, IReadOnlyList<string> origins, bool isDevelopment)
    {
        // The SignalR client of browsers asks with credentials, which browsers refuse for the origin *: so each origin is named as it asks. Nothing is
        // given away by it, since there are no cookies that credentials could carry.
        policy.AllowAnyHeader().AllowAnyMethod().AllowCredentials().WithExposedHeaders(ExposedHeaders).SetPreflightMaxAge(TimeSpan.FromHours(1));
        if (origins.Contains("*")) policy.SetIsOriginAllowed(static _ => true);
        else if (origins.Count > 0 || !isDevelopment) policy.WithOrigins([.. origins]);
        else policy.SetIsOriginAllowed(static origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);
    }

    private static void AddForwarding(IServiceCollection services, IReadOnlyList<System.Net.IPNetwork> proxies) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // As many as there are: each must be trusted, and the first that is not is the caller.
            options.ForwardLimit = null;
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        });
}

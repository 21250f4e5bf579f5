using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Http;

internal static class XelaHttp
{
    private const long MaxBodyBytes = 256 * 1024;
    private static readonly string[] CompressedTypes =
        ["application/json", "text/plain", "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"];
    private static readonly string[] ExposedHeaders =
        ["ETag", "Retry-After", "Location", IdempotencyMiddleware.ReplayedHeader];

    /// <summary>Registers the services, with the JSON metadata of the features' public types.</summary>
    public static void AddXelaHttp(this WebApplicationBuilder builder, params IJsonTypeInfoResolver[] resolvers)
    {
        var settings = HttpSettings.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Clocks.Domain, TimeProvider.System);
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<ReceiptSigner>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton(_ => ConcurrencyLimitMiddleware.Limiter(settings));
        services.AddSingleton<ClusterConnection>();
        services.AddXelaAuthorization();
        if (settings.LimitsEnabled)
            services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>()
                .Configure<RateLimits>((options, limits) => limits.Apply(options));
        services.AddSingleton<StoredResponseEncryption>();
        services.AddSingleton<ExceptionHandlerMiddleware>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, SilencedLogCategories>();
        services.ConfigureHttpJsonOptions(json => XelaJson.Configure(json.SerializerOptions, resolvers));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = CompressedTypes;
        });
        services.AddSingleton<IResponseCompressionProvider, ApiCompressionProvider>();
        services.AddCors(cors => cors
            .AddDefaultPolicy(policy => AllowOrigins(policy, settings.CorsOrigins, builder.Environment.IsDevelopment())));
        if (settings.TrustedProxies.Count > 0) AddForwarding(services, settings.TrustedProxies);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        if (settings.Drain > TimeSpan.Zero)
            services.AddHostedService(_ => new Draining(stop => Task.Delay(settings.Drain, TimeProvider.System, stop)));
        services.AddStaff();
        builder.AddOperations();
    }

    public static void UseXelaHttp(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<HttpSettings>();
        if (settings.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        // First, because the guards of a request are metadata of its endpoint: the router ignores case, encoding and
        // trailing slashes.
        app.UseRouting();
        app.UseResponseCompression();
        app.UsePictureLinks();
        app.UseMiddleware<RequestLoggingMiddleware>();
        // Only with an origin: the middleware allocates a dictionary for every request.
        app.UseWhen(static http => http.Request.Headers.Origin.Count > 0, static crossOrigin => crossOrigin.UseCors());
        if (!settings.Embedded) app.UseMiddleware<ClusterReadinessMiddleware>();
        app.UseMiddleware<ConcurrencyLimitMiddleware>();
        app.UseAuthentication();
        if (settings.LimitsEnabled) app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<IdempotencyMiddleware>();
    }

    private static void AllowOrigins(CorsPolicyBuilder policy, IReadOnlyList<string> origins, bool isDevelopment)
    {
        // The SignalR client of browsers sends credentials, which browsers refuse for the origin *, so the response
        // names the origin. That is safe, because there are no cookies.
        policy.AllowAnyHeader().AllowAnyMethod().AllowCredentials()
            .WithExposedHeaders(ExposedHeaders).SetPreflightMaxAge(TimeSpan.FromHours(1));
        if (origins.Contains("*")) policy.SetIsOriginAllowed(static _ => true);
        else if (origins.Count > 0 || !isDevelopment) policy.WithOrigins([.. origins]);
        else policy.SetIsOriginAllowed(static origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);
    }

    private static void AddForwarding(IServiceCollection services, IReadOnlyList<System.Net.IPNetwork> proxies) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // No limit: every proxy must be trusted, and the first address that is not is the caller.
            options.ForwardLimit = null;
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies) options.KnownIPNetworks.Add(proxy);
        });
}

/// <summary>Compresses responses that gain from it and carry no token.</summary>
internal sealed class ApiCompressionProvider(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int MinBytes = 600;

    public override bool ShouldCompressResponse(HttpContext context)
    {
        if (context.Response.ContentLength is < MinBytes) return false;
        if (context.Has<ReturnsTokenMetadata>()) return false;
        if (!base.ShouldCompressResponse(context)) return false;
        // A strong tag promises these very bytes, which a compressed response does not have.
        if (context.Response.Headers.ETag is [{ } tag] && !tag.StartsWith("W/", StringComparison.Ordinal))
            context.Response.Headers.ETag = $"W/{tag}";
        return true;
    }
}

/// <summary>
/// In cluster mode the host listens before it is connected: until then everything except operational endpoints gets 503
/// with Retry-After, and again while no silo is connected. New live connections get it while the host drains.
/// </summary>
internal sealed class ClusterReadinessMiddleware(
    RequestDelegate next, IHostApplicationLifetime lifetime, ClusterConnection cluster)
{
    public Task InvokeAsync(HttpContext http)
    {
        var isStarting = !lifetime.ApplicationStarted.IsCancellationRequested && !http.Has<OperationalMetadata>();
        var isLost = cluster.IsLost && !http.Has<OperationalMetadata>() && !IsOfConnection(http);
        // A draining host would close a new connection at once; another host accepts it.
        var isDraining = lifetime.ApplicationStopping.IsCancellationRequested && http.Has<LiveMetadata>();
        return isStarting || isLost || isDraining
            ? FaultResponses.WriteAsync(http, HttpFaults.Unavailable) : next(http);
    }

    /// <summary>Polls and sends of a live connection, which outlives an outage.</summary>
    private static bool IsOfConnection(HttpContext http) =>
        http.Has<LiveMetadata>() && http.Request.Query.ContainsKey(LiveAdmission.ConnectionToken);
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>Composes and maps the live hub.</summary>
internal static class LiveSetup
{
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.EnableDetailedErrors = false;
            // A message of 4,000 characters, all of them escaped.
            options.MaximumReceiveMessageSize = 64 * 1024;
            options.AddFilter<HubExceptionFilter>();
        }).AddJsonProtocol(options => XelaJson.Configure(options.PayloadSerializerOptions, [LiveJson.Default]));
        services.Replace(ServiceDescriptor.Singleton<IHubProtocol, OrderedJsonProtocol>());
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, HubLogging>();
        services.AddSingleton<LiveAdmission>();
        services.AddSingleton<LiveRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveRelay>());
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveHubLifetimeManager>();
    }

    /// <summary>Maps the hub behind its admission and its connection middleware.</summary>
    public static void MapLive(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        app.MapConnections("/hubs/live", connections => connections
                .Use(next => connection => new LiveConnectionMiddleware(next, services.GetRequiredService<LiveRelay>(), services.GetRequiredService<LiveAdmission>()).OnConnectedAsync(connection))
                .UseHub<LiveHub>())
            .RequireAuthorization().WithMetadata(LiveMetadata.Instance).Add(LiveAdmission.Guard);
    }
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Live;

/// <summary>Registers and maps the hub.</summary>
internal static class LiveSetup
{
    /// <summary>Registers the services.</summary>
    public static void AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.EnableDetailedErrors = false;
            // A message of 4,000 escaped characters.
            options.MaximumReceiveMessageSize = 64 * 1024;
            options.AddFilter<HubExceptionFilter>();
        }).AddJsonProtocol(options => XelaJson.Configure(options.PayloadSerializerOptions, [LiveJson.Default]));
        services.Replace(ServiceDescriptor.Singleton<IHubProtocol, OrderedJsonProtocol>());
        services.AddSingleton<LiveAdmission>();
        services.AddSingleton<LiveRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveRelay>());
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveHubLifetimeManager>();
    }

    /// <summary>Maps the hub with its admission and its connection middleware.</summary>
    public static void MapLive(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        app.MapConnections("/hubs/live", connections => connections
                .Use(next => connection => ActivatorUtilities.CreateInstance<LiveConnectionMiddleware>(services, next)
                .OnConnectedAsync(connection))
                .UseHub<LiveHub>())
            .RequireAuthorization().WithMetadata(LiveMetadata.Instance).Add(LiveAdmission.Guard);
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.ApiHost.Live;

internal static class LiveSetup
{
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

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        app.MapConnections("/hubs/live", connections => connections
            .Use(next => c => ActivatorUtilities.CreateInstance<LiveConnectionMiddleware>(services, next).OnConnectedAsync(c))
            .UseHub<LiveHub>())
            .RequireAuthorization().WithMetadata(new LiveMetadata(), new LongRequestMetadata()).Add(LiveAdmission.Guard);
    }
}

/// <summary>
/// SignalR's JSON protocol, which also reports when the response of <c>WatchCircle</c> is written. Posts are sent after
/// it, so a client never gets a post before the list of those it missed.
/// </summary>
internal sealed class OrderedJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;
    public int Version => json.Version;
    public TransferFormat TransferFormat => json.TransferFormat;

    public bool TryParseMessage(
        ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        // The framework's parser reports an unknown message type as incomplete input, and the messages after it would
        // wait. So it is skipped.
        for (var left = input.Length; !json.TryParseMessage(ref input, binder, out message); left = input.Length)
            if (input.Length == left) return false;
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        json.WriteMessage(message, output);
        // A connection writes one message at a time, so messages sent from now on follow this one.
        if (message is CompletionMessage { Result: WatchCircleResponse response }) response.Written?.Invoke();
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);
}

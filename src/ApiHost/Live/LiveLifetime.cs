using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.ApiHost.Live;

/// <summary>SignalR's own connection bookkeeping, which also gives the relay a hold of each connection.</summary>
internal sealed class LiveHubLifetimeManager(LiveRelay relay, ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var arrival = connection.Features.GetRequiredFeature<PendingConnection>();
        await relay.ConnectAsync(new LiveConnection(connection, arrival.Session.UserId, arrival.Session.SessionId), arrival);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await relay.DisconnectAsync(connection.ConnectionId);
        await base.OnDisconnectedAsync(connection);
    }
}

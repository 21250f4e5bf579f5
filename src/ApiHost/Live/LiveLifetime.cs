using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>SignalR's own connection bookkeeping, which also gives the relay a hold of each connection.</summary>
internal sealed class LiveLifetime(LiveRelay relay, ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        if (connection.User is not SessionPrincipal user)
        {
            connection.Abort();
            return;
        }
        await relay.ConnectAsync(new LiveConnection(connection, user.UserId, user.SessionId), connection.GetHttpContext()?.Features.Get<Arrival>());
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await relay.DisconnectAsync(connection.ConnectionId);
        await base.OnDisconnectedAsync(connection);
    }
}

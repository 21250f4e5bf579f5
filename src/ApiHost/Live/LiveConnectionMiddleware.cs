using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Connection middleware in front of the hub: subscribes to the user's notifications before the handshake response,
/// under every transport. It is not HTTP middleware, because a long-polling connection consists of many requests.
/// </summary>
internal sealed class LiveConnectionMiddleware(ConnectionDelegate next, LiveRelay relay, LiveAdmission admission)
{
    public async Task OnConnectedAsync(ConnectionContext connection)
    {
        // SignalR keeps the principal under every transport; the features of the first request do not outlive it. The
        // hub requires authorization.
        var session = (SessionPrincipal)connection.Features.GetRequiredFeature<IConnectionUserFeature>().User!;
        var admitted = LiveAdmission.Take(connection.GetHttpContext());
        try { await RunAsync(connection, session); }
        finally { if (admitted is not null) await admission.CloseAsync(admitted); }
    }

    private async Task RunAsync(ConnectionContext connection, SessionPrincipal session)
    {
        var http = connection.GetHttpContext();
        var (languages, address) = http is null ? default : (AcceptLanguage.Of(http), RateLimits.DigestOf(http));
        var pending = await relay.PrepareAsync(session);
        (pending.Languages, pending.Address) = (languages, address);
        try
        {
            connection.Features.Set(pending);
            await next(connection);
        }
        finally { await relay.DropPendingAsync(pending); }
    }
}

internal sealed class LiveHubLifetimeManager(LiveRelay relay, ILogger<DefaultHubLifetimeManager<LiveHub>> log)
    : DefaultHubLifetimeManager<LiveHub>(log)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var pending = connection.Features.GetRequiredFeature<PendingConnection>();
        await relay.ConnectAsync(new LiveConnection(connection, pending), pending);
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        await relay.DisconnectAsync(connection.ConnectionId);
        await base.OnDisconnectedAsync(connection);
    }
}

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// A device that is on its way: what its person is told meanwhile waits for it. A client takes its connection for ready when the handshake is answered, which
/// is before the hub hears of it; whatever happens from then on must not pass it by.
/// </summary>
internal sealed class PendingConnection(SessionPrincipal session, UserWatch user)
{
    /// <summary>Whose device it is, and by which session.</summary>
    public SessionPrincipal Session { get; } = session;

    /// <summary>What waits, in order; guarded by the person's watch.</summary>
    public Queue<SerializedHubMessage> Waiting { get; } = new();

    /// <summary>The person.</summary>
    public UserWatch User { get; } = user;

    /// <summary>The Accept-Language of the device. Copied, because the HTTP context is disposed when a device disconnects during its last call.</summary>
    public string? Languages { get; set; }

    /// <summary>A digest of the address it connected from, copied likewise.</summary>
    public string? Address { get; set; }
}

/// <summary>
/// Connection middleware in front of the hub: subscribes to a person's notifications before the handshake of their device is answered,
/// under every transport. Request middleware could not: a long-polling connection is many requests, and none lasts as long as it does.
/// </summary>
internal sealed class LiveConnectionMiddleware(ConnectionDelegate next, LiveRelay relay, LiveAdmission admission)
{
    /// <summary>Runs the connection to its end.</summary>
    public async Task OnConnectedAsync(ConnectionContext connection)
    {
        // The principal is what SignalR keeps under every transport; the features of the first request do not outlive it. The hub requires authorization.
        var session = (SessionPrincipal)connection.Features.GetRequiredFeature<IConnectionUserFeature>().User!;
        var admitted = LiveAdmission.Take(connection.GetHttpContext());
        try
        {
            await RunAsync(connection, session);
        }
        finally
        {
            if (admitted is not null) await admission.CloseAsync(admitted);
        }
    }

    private async Task RunAsync(ConnectionContext connection, SessionPrincipal session)
    {
        var http = connection.GetHttpContext();
        var (languages, address) = http is null ? default : (AcceptLanguage.Of(http), RateLimits.DigestOf(http));
        var arrival = await relay.PrepareAsync(session);
        (arrival.Languages, arrival.Address) = (languages, address);
        try
        {
            connection.Features.Set(arrival);
            await next(connection);
        }
        finally
        {
            await relay.DropPendingAsync(arrival);
        }
    }
}

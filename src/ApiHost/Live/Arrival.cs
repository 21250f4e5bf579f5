using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// A device that is on its way: what its person is told meanwhile waits for it. A client takes its connection for ready when the handshake is answered, which
/// is before the hub hears of it; whatever happens from then on must not pass it by.
/// </summary>
internal sealed class Arrival(UserWatch user)
{
    /// <summary>What waits, in order; guarded by the person's watch.</summary>
    public Queue<SerializedHubMessage> Waiting { get; } = new();

    /// <summary>The person.</summary>
    public UserWatch User { get; } = user;
}

/// <summary>Takes up a person's news before the connection of their device is accepted.</summary>
internal sealed class Arrivals(RequestDelegate next, LiveRelay relay)
{
    /// <summary>Runs the request; that of a socket lasts as long as the socket.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest || http.GetEndpoint()?.Metadata.GetMetadata<LiveEndpoint>() is null || http.User is not SessionPrincipal user)
        {
            await next(http);
            return;
        }
        var arrival = await relay.ExpectAsync(user.UserId);
        try
        {
            http.Features.Set(arrival);
            await next(http);
        }
        finally
        {
            await relay.ForgetAsync(arrival);
        }
    }
}

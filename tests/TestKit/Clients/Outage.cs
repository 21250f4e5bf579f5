using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.TestKit.Clients;

/// <summary>What an outage looks like from outside: afterwards it is unknown whether a request was carried out.</summary>
public static class Outage
{
    /// <summary>Whether an exception is what a lost connection looks like.</summary>
    public static bool IsLoss(Exception e) =>
        e is HttpRequestException or WebSocketException or IOException or OperationCanceledException or ObjectDisposedException
        // The client tried every transport that it may use.
        || (e is AggregateException { InnerExceptions: var all } && all.All(static tried => tried is TransportFailedException))
        || (e is InvalidOperationException && e is not HubException)
            || (e is HubException && e.Message.Contains("unavailable", StringComparison.Ordinal));

    /// <summary>Too busy, or failing: an answer that promises nothing.</summary>
    public static bool IsOutage(Reply reply) => reply.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
}

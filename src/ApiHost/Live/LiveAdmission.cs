using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.Connections;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Admits hub connections: the person's grain counts them, and what is one too many is answered 429 before a transport begins. A connection is counted from
/// its first request to its end, under every transport; a WebSocket and an event stream are one request, a long-polling connection is many.
/// </summary>
internal sealed partial class LiveAdmission(IClusterClient cluster, TimeProvider time, ILogger<LiveAdmission> log)
{
    private const string ConnectionToken = "id";

    private readonly ConcurrentDictionary<string, Admitted> polled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> byUser = new(StringComparer.Ordinal);
    private readonly Lock sync = new();
    private long last;

    /// <summary>This host, as presence knows it.</summary>
    public string HostId { get; } = Ids.New("host", time.GetUtcNow());

    /// <summary>Puts the count in front of the hub's endpoints.</summary>
    public static void Guard(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } next) return;
        endpoint.RequestDelegate = endpoint.Metadata.OfType<NegotiateMetadata>().Any()
            ? http => Of(http).NegotiateAsync(http, next)
            : http => Of(http).ConnectAsync(http, next);
    }

    /// <summary>The connections of a person that this host has.</summary>
    public ImmutableArray<string> Of(string userId)
    {
        lock (sync) return byUser.TryGetValue(userId, out var ids) ? [.. ids] : [];
    }

    /// <summary>Takes over a connection's count for as long as the connection lasts; null when it ended before.</summary>
    public static Admitted? Take(HttpContext? http) =>
        http?.Items.TryGetValue(typeof(Admitted), out var found) == true && found is Admitted admitted && admitted.TryTake() ? admitted : null;

    /// <summary>Ends the count of a connection.</summary>
    public async Task CloseAsync(Admitted admitted)
    {
        if (admitted.Token is { } token) polled.TryRemove(new(token, admitted));
        lock (sync)
            if (byUser.TryGetValue(admitted.UserId, out var ids) && ids.Remove(admitted.Id) && ids.Count == 0) byUser.Remove(admitted.UserId);
        try { await cluster.Presence(admitted.UserId).CloseConnectionAsync(HostId, admitted.Id); }
        catch (Exception e) { LogNotClosed(log, e); }
    }

    /// <summary>Refuses early what would be refused at the connection. It is counted there, since most that negotiate once connect once.</summary>
    private async Task NegotiateAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await next(http);
            return;
        }
        var may = await cluster.Presence(((SessionPrincipal)http.User).UserId).MayConnectAsync();
        if (may.IsOk) await next(http);
        else await FaultResponses.WriteAsync(http, may.Fault);
    }

    private async Task ConnectAsync(HttpContext http, RequestDelegate next)
    {
        var token = http.Request.Query[ConnectionToken] is [{ Length: > 0 } value] ? value : null;
        // What is sent, or asked of a connection that is counted already, opens none.
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsConnect(http.Request.Method)) || token is not null && polled.ContainsKey(token))
        {
            await next(http);
            return;
        }
        var admitted = New((SessionPrincipal)http.User, token);
        var opened = await cluster.Presence(admitted.UserId).OpenConnectionAsync(HostId, admitted.Id);
        if (!opened.IsOk)
        {
            await FaultResponses.WriteAsync(http, opened.Fault);
            return;
        }
        lock (sync)
        {
            if (!byUser.TryGetValue(admitted.UserId, out var ids)) byUser.Add(admitted.UserId, ids = new(StringComparer.Ordinal));
            ids.Add(admitted.Id);
        }
        var polls = token is not null && !http.WebSockets.IsWebSocketRequest && !http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        if (polls) polled.TryAdd(token!, admitted);
        http.Items[typeof(Admitted)] = admitted;
        var begun = false;
        try
        {
            await next(http);
            // A first poll is answered at once, perhaps before the connection has begun; one that is refused begins none.
            begun = polls && http.Response.StatusCode < StatusCodes.Status400BadRequest;
        }
        finally
        {
            if (!begun && admitted.TryTake()) await CloseAsync(admitted);
        }
    }

    private static LiveAdmission Of(HttpContext http) => http.RequestServices.GetRequiredService<LiveAdmission>();

    private Admitted New(SessionPrincipal session, string? token) =>
        new(Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture), session.UserId, token);

    [LoggerMessage(5301, LogLevel.Warning, "The end of a hub connection was not counted; the next report of this host makes up for it.")]
    private static partial void LogNotClosed(ILogger log, Exception e);

    /// <summary>A connection that was counted.</summary>
    /// <param name="id">Its number at this host.</param>
    /// <param name="userId">Whose it is.</param>
    /// <param name="token">What its requests name it by, if they do.</param>
    public sealed class Admitted(string id, string userId, string? token)
    {
        private int taken;

        public string Id { get; } = id;
        public string UserId { get; } = userId;
        public string? Token { get; } = token;

        /// <summary>True for whoever is to end the count: the connection, or the request that began none.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}

using Microsoft.AspNetCore.Http.Connections;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Limits the hub connections of a user: the presence grain counts them, and a connection over the limit gets 429
/// before its transport begins. A connection is counted from its first request to its end. A WebSocket and an event
/// stream are one request, long polling is many.
/// </summary>
internal sealed partial class LiveAdmission(IGrainFactory grains, TimeProvider time, ILogger<LiveAdmission> log)
{
    public const string ConnectionToken = "id";

    private readonly ConcurrentDictionary<string, Admitted> polled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> byUser = new(StringComparer.Ordinal);
    private readonly Lock sync = new();
    private long lastId;

    public string HostId { get; } = Ids.New("host", time.GetUtcNow());

    public static void Guard(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } next) return;
        endpoint.RequestDelegate = endpoint.Metadata.OfType<NegotiateMetadata>().Any()
            ? http => Of(http).NegotiateAsync(http, next) : http => Of(http).ConnectAsync(http, next);
    }

    public ImmutableArray<string> Of(string userId)
    {
        lock (sync) return byUser.TryGetValue(userId, out var ids) ? [.. ids] : [];
    }

    /// <summary>Takes over the counted connection from its first request; null when it has ended.</summary>
    public static Admitted? Take(HttpContext? http) =>
        http?.Items.TryGetValue(typeof(Admitted), out var found) == true && found is Admitted admitted && admitted.TryTake()
            ? admitted : null;

    public async Task CloseAsync(Admitted admitted)
    {
        if (admitted.Token is { } token) polled.TryRemove(new(token, admitted));
        lock (sync)
            if (byUser.TryGetValue(admitted.UserId, out var ids) && ids.Remove(admitted.Id) && ids.Count == 0)
                byUser.Remove(admitted.UserId);
        try { await grains.Presence(admitted.UserId).CloseConnectionAsync(HostId, admitted.Id); }
        catch (Exception e) { LogNotClosed(log, e, admitted.UserId); }
    }

    /// <summary>Refuses a negotiation whose connection would be refused. Only the connection is counted.</summary>
    private async Task NegotiateAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsPost(http.Request.Method)
            && await grains.Presence(((SessionPrincipal)http.User).UserId).MayConnectAsync() is { IsOk: false, Fault: var fault })
            await FaultResponses.WriteAsync(http, fault);
        else await next(http);
    }

    private async Task ConnectAsync(HttpContext http, RequestDelegate next)
    {
        var token = http.Request.Query[ConnectionToken] is [{ Length: > 0 } value] ? value : null;
        // Sends, and polls of a counted connection, open no connection.
        var opens = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsConnect(http.Request.Method);
        if (!opens || (token is not null && polled.ContainsKey(token)))
        {
            await next(http);
            return;
        }
        var id = Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);
        var admitted = new Admitted(id, ((SessionPrincipal)http.User).UserId, token);
        var opened = await grains.Presence(admitted.UserId).OpenConnectionAsync(HostId, admitted.Id);
        if (!opened.IsOk)
        {
            await FaultResponses.WriteAsync(http, opened.Fault);
            return;
        }
        lock (sync)
        {
            if (!byUser.TryGetValue(admitted.UserId, out var ids))
                byUser.Add(admitted.UserId, ids = new(StringComparer.Ordinal));
            ids.Add(admitted.Id);
        }
        var polls = token is not null && !http.WebSockets.IsWebSocketRequest && !ServerSentEvents.AreWanted(http);
        if (polls) polled.TryAdd(token!, admitted);
        http.Items[typeof(Admitted)] = admitted;
        var begun = false;
        try
        {
            await next(http);
            // The first poll returns 200 at once, perhaps before the connection begins. Any other status begins none:
            // 204 is a poll that came late, while its connection was ending.
            begun = polls && http.Response.StatusCode == Status200OK;
        }
        finally { if (!begun && admitted.TryTake()) await CloseAsync(admitted); }
    }

    private static LiveAdmission Of(HttpContext http) => http.RequestServices.GetRequiredService<LiveAdmission>();

    [LoggerMessage(5301, LogLevel.Warning,
        "Uncount of a hub connection of {UserId} failed; the next report of this host corrects it")]
    private static partial void LogNotClosed(ILogger log, Exception e, string userId);

    public sealed class Admitted(string id, string userId, string? token)
    {
        private int taken;

        public string Id { get; } = id;
        public string UserId { get; } = userId;
        public string? Token { get; } = token;

        /// <summary>True once: for the connection, or for the request that began none, which uncounts it.</summary>
        public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;
    }
}

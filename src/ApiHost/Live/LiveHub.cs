using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Relationships;
using XelaConnect.ApiHost.Sync;
using XelaConnect.Circles;
using XelaConnect.Relationships;

namespace XelaConnect.ApiHost.Live;

/// <summary>The hub <c>/hubs/live</c> (contract §4). A refusal is a <see cref="HubException"/> whose message starts with the fault's code.</summary>
internal sealed partial class LiveHub(LiveRelay relay, IClusterClient cluster, RateLimits limits, [FromKeyedServices(Clocks.Domain)] TimeProvider time) : Hub<ILiveClient>
{
    /// <summary>The most activities an answer to <see cref="WatchCircle"/> holds (contract §4).</summary>
    private const int MaxMissed = 500;

    /// <summary>To more people than this nobody types at once; what is not noted ends by itself.</summary>
    private const int MaxTypingTargets = 20;

    /// <summary>
    /// Watches a circle the caller is a member of: answers what was missed after <paramref name="afterSeq"/> (null: nothing) and the seq from which on
    /// every activity comes live, once and in order.
    /// </summary>
    public async Task<WatchCircleResponse> WatchCircle(string circleId, long? afterSeq = null)
    {
        var caller = await CallerAsync();
        if (!Ids.IsOf("circle", circleId)) throw Refused(CircleFaults.Unknown);
        if (afterSeq < 0) throw Refused(HttpFaults.Invalid("after_seq", "The field after_seq must be 0 or more."));
        var circle = cluster.Circle(circleId);
        // Asked first, so that a refused call subscribes to nothing.
        if (await circle.WatchAsync(caller.UserId, afterSeq: null, limit: 0) is { IsOk: false, Fault: var refusal }) throw Refused(refusal);
        var watch = await relay.HoldAsync(Context.ConnectionId, circleId) ?? throw Refused(AccountFaults.NoSession);
        // And again, now that nothing passes by: who left meanwhile is not told.
        var position = await circle.WatchAsync(caller.UserId, afterSeq, MaxMissed);
        if (!position.IsOk)
        {
            await relay.ReleaseAsync(Context.ConnectionId, circleId);
            throw Refused(position.Fault);
        }
        var (connection, seq, version) = (relay.Connection(Context.ConnectionId), position.Value.Seq, position.Value.Version);
        return new WatchCircleResponse([.. position.Value.Missed.Select(LiveActivity.Of)], seq, position.Value.More, position.Value.Removed is { IsDefaultOrEmpty: false } removed ? removed : null)
        {
            Written = () => { if (connection is not null) watch.Attach(connection, seq, version); },
        };
    }

    /// <summary>Watches a circle no longer.</summary>
    public Task UnwatchCircle(string circleId) =>
        Ids.IsOf("circle", circleId) ? relay.ReleaseAsync(Context.ConnectionId, circleId) : Task.CompletedTask;

    /// <summary>Posts to a circle. The same <paramref name="clientId"/> of the same person posts once, for ever; the answer means stored.</summary>
    public async Task<LiveActivity> PostToCircle(string circleId, string message, string clientId)
    {
        var caller = await CallerAsync();
        if (!Ids.IsOf("circle", circleId)) throw Refused(CircleFaults.Unknown);
        var checks = new InputErrors();
        var text = LiveInput.Message(checks, message);
        LiveInput.ClientId(checks, clientId);
        if (checks.Fault is { } invalid) throw Refused(invalid);
        if (Context.User is SessionPrincipal principal && !await Members.IncludeAsync(principal, cluster)) throw Refused(AccountFaults.MembersOnly);
        var posted = await cluster.Circle(circleId).PostAsync(new PostToCircle($"live/{caller.UserId}/{clientId}", caller.UserId, text));
        return posted.IsOk ? LiveActivity.Of(posted.Value) : throw Refused(posted.Fault);
    }

    /// <summary>Sends to somebody the caller is connected with. The same <paramref name="clientId"/> of the same person sends once, for ever; the answer means stored.</summary>
    public async Task<MessageJson> SendMessage(string userId, string content, string clientId)
    {
        var caller = await CallerAsync();
        var checks = new InputErrors();
        var text = LiveInput.Message(checks, content, "content");
        LiveInput.ClientId(checks, clientId);
        if (checks.Fault is { } invalid) throw Refused(invalid);
        var sent = await MessagingHandlers.SendToAsync(cluster, $"live/{caller.UserId}/{clientId}", caller.UserId, userId, text);
        if (sent.IsOk) TypesTo.Remove(userId);
        return sent.IsOk ? MessageJson.Of(sent.Value) : throw Refused(sent.Fault);
    }

    /// <summary>The caller has read everything up to a message; the mark only goes forward.</summary>
    public async Task MarkRead(string conversationId, long upToSeq)
    {
        var caller = await CallerAsync();
        if (!Pair.TryOfConversation(conversationId ?? "", caller.UserId, out var pair)) throw Refused(ConversationFaults.Unknown);
        if (upToSeq < 1) throw Refused(HttpFaults.Invalid("up_to_seq", "The field up_to_seq must be a whole number, 1 or more."));
        var marked = await cluster.Conversation(pair.Key).MarkReadAsync(caller.UserId, upToSeq);
        if (!marked.IsOk) throw Refused(marked.Fault);
    }

    /// <summary>The caller types to somebody, or has stopped. It ends by itself after a few seconds.</summary>
    public async Task Typing(string userId, bool isTyping)
    {
        var caller = await CallerAsync();
        var typed = await MessagingHandlers.TypeToAsync(cluster, caller.UserId, userId, isTyping);
        if (!typed.IsOk) throw Refused(typed.Fault);
        if (!isTyping) TypesTo.Remove(userId);
        else if (TypesTo.Count < MaxTypingTargets) TypesTo.Add(userId);
    }

    /// <summary>A device that goes away in mid-sentence types no longer.</summary>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (TypesTo.Count == 0) return;
        var userId = Context.Features.GetRequiredFeature<PendingConnection>().Session.UserId;
        try { await Task.WhenAll(TypesTo.Select(other => MessagingHandlers.TypeToAsync(cluster, userId, other, isTyping: false))); }
        catch (Exception e) when (ExceptionHandlerMiddleware.IsOutage(e)) { /* it ends by itself */ }
    }

    /// <summary>Everything the caller missed since a cursor, in order; without one, where to begin. The same answer as <c>GET /api/sync</c>.</summary>
    public async Task<SyncJson> Resume(string? since)
    {
        var caller = await CallerAsync();
        var cursor = string.IsNullOrEmpty(since) ? null : since.Length > Limits.SyncCursor ? throw Refused(SyncEndpoints.BadCursor)
            : SyncCursor.Parse(since) ?? throw Refused(SyncEndpoints.BadCursor);
        return await SyncReader.ReadAsync(cluster, caller.UserId, cursor);
    }

    /// <summary>Whom this connection types to. Calls of one connection run one after the other.</summary>
    private HashSet<string> TypesTo => (HashSet<string>)(Context.Items[typeof(HashSet<string>)] ??= new HashSet<string>(StringComparer.Ordinal));

    /// <summary>The caller, whose session is asked at every call as at every request.</summary>
    private async ValueTask<SessionView> CallerAsync()
    {
        var (caller, over) = await CallerWithinOrOverLimitAsync();
        return over is { } retryAfter ? throw Refused(HttpFaults.RateLimited(retryAfter)) : caller;
    }

    /// <summary>The caller, and when to come back for one who calls too often.</summary>
    private async ValueTask<(SessionView Caller, int? RetryAfter)> CallerWithinOrOverLimitAsync()
    {
        var user = Context.Features.GetRequiredFeature<PendingConnection>().Session;
        var admitted = limits.AdmitsUser(user.UserId, out var retryAfter);
        var session = await cluster.Session(user.SessionId).CheckAsync() ?? throw Refused(AccountFaults.NoSession);
        return (session, admitted ? null : retryAfter);
    }

    private static HubException Refused(Fault fault) => new($"{fault.Code}: {fault.Message}");
}

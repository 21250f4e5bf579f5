using System.Runtime.CompilerServices;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// The hub <c>/hubs/live</c> (docs/api/live-hub.md). A refusal is a <see cref="HubException"/> whose message begins
/// with the fault's code. Events reach clients through <see cref="LiveConnection"/>.
/// </summary>
internal sealed class LiveHub(
    LiveRelay relay, IClusterClient cluster, RateLimits limits, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<SyncReader> syncLog) : Hub
{
    private const int MaxMissed = 500;

    /// <summary>The maximum number of users that a connection types to. Typing to others expires by itself.</summary>
    private const int MaxTypingTargets = 20;
    private const int MaxClientIdLength = 100;

    private static readonly Fault Restarted =
        new(FaultKind.Conflict, "answer_restarted", "The answer was begun anew. It comes as XelaDelta and is in the conversation.");

    /// <summary>The users this connection types to. Calls of one connection run one after another.</summary>
    private HashSet<string> TypingTargets =>
        (HashSet<string>)(Context.Items[typeof(HashSet<string>)] ??= new HashSet<string>(StringComparer.Ordinal));

    private PendingConnection Device => Context.Features.GetRequiredFeature<PendingConnection>();

    /// <summary>
    /// Watches a circle that the caller is a member of. Returns the posts after <paramref name="afterSeq"/> (null:
    /// none) and the seq after which every post is sent, once and in order.
    /// </summary>
    public async Task<WatchCircleResponse> WatchCircle(string circleId, long? afterSeq = null)
    {
        var caller = await CallerAsync();
        if (!Ids.IsOf("circle", circleId)) throw Refused(CircleFaults.Unknown);
        if (afterSeq < 0) throw Refused(HttpFaults.Invalid("after_seq", "The field after_seq must be 0 or more."));
        var circle = cluster.Circle(circleId);
        // Checked first, so that a refused call subscribes to nothing.
        Accept(await circle.WatchAsync(caller.UserId, afterSeq: null, limit: 0));
        var watch = await relay.HoldAsync(Context.ConnectionId, circleId) ?? throw Refused(AccountFaults.NoSession);
        // Read again after the subscription: the membership may have ended before it.
        var position = await circle.WatchAsync(caller.UserId, afterSeq, limit: 0);
        if (!position.IsOk)
        {
            await relay.ReleaseAsync(Context.ConnectionId, circleId);
            throw Refused(position.Fault);
        }
        var (view, connection) = (position.Value, relay.Connection(Context.ConnectionId));
        var shownAsOf = Math.Min(watch.Version, view.Version);
        var missed = await watch.MissedAsync(afterSeq ?? view.Seq, view.Seq, MaxMissed);
        var more = missed.Length > 0 && missed[^1].Seq < view.Seq;
        var removed = view.Removed.IsDefaultOrEmpty ? null : (IReadOnlyList<long>)view.Removed;
        var viewer = new CircleViewer(caller.UserId, view.Born, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        return new WatchCircleResponse(
            CircleActivityJson.Of([.. missed.Select(viewer.Shown)]), view.Seq, more, removed)
        {
            Written = () =>
            {
                if (connection is not null) watch.Attach(connection, view.Born, view.Seq, view.Version, shownAsOf);
            },
        };
    }

    public Task UnwatchCircle(string circleId) =>
        Ids.IsOf("circle", circleId) ? relay.ReleaseAsync(Context.ConnectionId, circleId) : Task.CompletedTask;

    /// <summary>Posts once for each <paramref name="clientId"/> of a user. The post is stored on return.</summary>
    public async Task<CircleActivityJson> PostToCircle(string circleId, string message, string clientId)
    {
        var caller = await CallerAsync();
        if (!Ids.IsOf("circle", circleId)) throw Refused(CircleFaults.Unknown);
        var (text, operation) = (TextOf("message", message), OperationOf(caller, clientId));
        if (!await Members.IncludeAsync(Device.Session, cluster)) throw Refused(AccountFaults.MembersOnly);
        return CircleActivityJson.Of(Accept(await cluster.Circle(circleId).PostAsync(new(operation, caller.UserId, text))));
    }

    /// <summary>Sends once for each <paramref name="clientId"/> of a user. The message is stored on return.</summary>
    public async Task<MessageJson> SendMessage(string userId, string content, string clientId)
    {
        var caller = await CallerAsync();
        var (text, operation) = (TextOf("content", content), OperationOf(caller, clientId));
        var sent = Accept(await MessagingHandlers.SendToAsync(cluster, operation, caller.UserId, userId, text));
        TypingTargets.Remove(userId);
        return MessageJson.Of(sent);
    }

    /// <summary>Marks everything up to a message as read; the mark only moves forward.</summary>
    public async Task MarkRead(string conversationId, long upToSeq)
    {
        var caller = await CallerAsync();
        if (upToSeq < 1) throw Refused(HttpFaults.Invalid("up_to_seq", "The field up_to_seq must be a whole number, 1 or more."));
        Accept(await MessagingHandlers.MarkReadAsync(cluster, caller.UserId, conversationId, upToSeq));
    }

    public async Task Typing(string userId, bool isTyping)
    {
        var caller = await CallerAsync();
        Accept(await MessagingHandlers.TypeToAsync(cluster, caller.UserId, userId, isTyping));
        if (!isTyping) TypingTargets.Remove(userId);
        else if (TypingTargets.Count < MaxTypingTargets) TypingTargets.Add(userId);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (TypingTargets.Count == 0) return;
        var userId = Device.Session.UserId;
        try
        {
            await Task.WhenAll(TypingTargets.Select(other => MessagingHandlers.TypeToAsync(cluster, userId, other, isTyping: false)));
        }
        catch (Exception e) when (ExceptionHandlerMiddleware.IsOutage(e)) { /* Typing expires by itself. */ }
    }

    /// <summary>Everything that the caller missed since a cursor, as <c>GET /api/sync</c> returns it.</summary>
    public async Task<SyncJson> Resume(string? since)
    {
        var caller = await CallerAsync();
        return Accept(await new SyncReader(cluster, caller.UserId, syncLog).ReadAsync(since));
    }

    /// <summary>Streams the reply to a message. <see cref="FollowXela"/> continues one that was interrupted.</summary>
    public async Task<IAsyncEnumerable<string>> AskXela(string message, CancellationToken cancellation)
    {
        var (caller, retryAfter) = await CallerOverLimitAsync();
        var (text, operation) = (TextOf("message", message), Ids.NewOperation(time.GetUtcNow()));
        var command = new AskXela(operation, text, Device.Languages, retryAfter is not null, Device.Address);
        var turn = Accept(await CompanionHandlers.AskCompanionAsync(cluster, caller.UserId, command, retryAfter ?? 0));
        return turn.UnstoredReply is { } unstored
            ? ReplyReader.Of(unstored).Select(static chunk => chunk.Text)
            : ChunksAsync(caller.UserId, turn.ReplyId, 0, cancellation);
    }

    /// <summary>Streams the text of a reply from an index, in progress or finished.</summary>
    public async Task<IAsyncEnumerable<string>> FollowXela(string messageId, int index, CancellationToken cancellation)
    {
        var caller = await CallerAsync();
        if (index < 0) throw Refused(HttpFaults.Invalid("index", "The field index must be 0 or more."));
        if (!Ids.IsOf("msg", messageId) || !await cluster.Companion(caller.UserId).HasReplyAsync(messageId))
            throw Refused(CompanionFaults.UnknownReply);
        return ChunksAsync(caller.UserId, messageId, index, cancellation);
    }

    private async IAsyncEnumerable<string> ChunksAsync(
        string userId, string replyId, int skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = 0;
        await foreach (var chunk in ReplyReader.FollowAsync(cluster, userId, replyId, default, cancellation))
        {
            if (chunk.Offset < position) throw Refused(Restarted);
            position = chunk.Offset + chunk.Text.Length;
            if (position > skip && chunk.Text.Length > 0) yield return chunk.Text[Math.Max(0, skip - chunk.Offset)..];
        }
    }

    /// <summary>The caller within the rate limit. The session is checked at every call, as at every request.</summary>
    private async ValueTask<SessionView> CallerAsync()
    {
        var (caller, retryAfter) = await CallerOverLimitAsync();
        return retryAfter is { } seconds ? throw Refused(HttpFaults.RateLimited(seconds)) : caller;
    }

    /// <summary>The caller, and when to retry for a caller over the rate limit.</summary>
    private async ValueTask<(SessionView Caller, int? RetryAfter)> CallerOverLimitAsync()
    {
        var user = Device.Session;
        var admitted = limits.AdmitsUser(user.UserId, out var retryAfter);
        var session = await cluster.Session(user.SessionId).CheckAsync() ?? throw Refused(AccountFaults.NoSession);
        return (session, admitted ? null : retryAfter);
    }

    private static string OperationOf(SessionView caller, string? clientId) =>
        clientId is { Length: >= 1 and <= MaxClientIdLength } && !clientId.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? $"live/{caller.UserId}/{clientId}"
            : throw Refused(HttpFaults.Invalid(
                "client_id", $"The field client_id must be 1 to {MaxClientIdLength} visible ASCII characters."));

    private static string TextOf(string field, string message)
    {
        var errors = new InputErrors();
        var text = errors.RequiredText(field, message, TextRule.Message);
        return errors.Fault is { } invalid ? throw Refused(invalid) : text;
    }

    private static T Accept<T>(Outcome<T> outcome) => outcome.IsOk ? outcome.Value : throw Refused(outcome.Fault);

    private static HubException Refused(Fault fault) => new($"{fault.Code}: {fault.Message}");
}

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Replays the first response of a POST with an <c>Idempotency-Key</c> (docs/api/http.md, "retries"). The response is
/// stored before it is sent, so every retry gets the same one. If storing fails, the caller gets an error and retries;
/// the operation id (<see cref="Operation"/>) makes the effect happen once.
/// </summary>
internal sealed partial class IdempotencyMiddleware(
    RequestDelegate next, IGrainFactory grains, StoredResponseEncryption encryption, ExceptionHandlerMiddleware exceptions,
    ILogger<IdempotencyMiddleware> log)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";
    private const int MaxKeyLength = 255;

    /// <summary>The minimum length of an anonymous caller's key under which a token is stored: 128 bits.</summary>
    private const int UnguessableKeyLength = 32;

    private static readonly Fault ResponseLost =
        new(FaultKind.Conflict, "idempotency_answer_lost",
            "The first request with this Idempotency-Key was answered, but its answer can no longer be read.", Header);
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "Retry-After"];

    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.Headers.TryGetValue(Header, out var values)) return next(http);
        if (http.GetEndpoint() is not RouteEndpoint || http.Has<WebhookMetadata>() || http.Has<LiveMetadata>())
            return next(http);
        return values is [{ Length: >= 1 and <= MaxKeyLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? RunAsync(http, key) : FaultResponses.WriteAsync(http, HttpFaults.InvalidIdempotencyKey);
    }

    private async Task RunAsync(HttpContext http, string key)
    {
        var body = await BodyAsync(http);
        var requestHash = Hash(http, body, encryption.RequestKey);
        var user = CurrentUser.OrNull(http)?.UserId;
        var owner = $"{user ?? $"anonymous {RateLimits.AddressOf(http)}"}\n{key}";
        if (user is null && key.Length < UnguessableKeyLength && http.Has<ReturnsTokenMetadata>())
        {
            // Not stored. A body identifies the caller (it holds a password or the like) and makes the effect happen
            // once; an empty one does not.
            if (body.Length > 0)
                http.Features.Set(new IdempotentRequestFeature(Ids.Digest($"operation\n{owner}\n{requestHash}")));
            await next(http);
            return;
        }
        var isOneOperation = http.Has<OneOperationPerKeyMetadata>();
        var scope = isOneOperation ? RequestLoggingMiddleware.RouteOf(http) : requestHash;
        http.Features.Set(new IdempotentRequestFeature(Ids.Digest($"operation\n{owner}\n{scope}")));
        if (isOneOperation && ServerSentEvents.AreWanted(http))
        {
            await next(http);
            return;
        }
        var grain = grains.IdempotencyKey(Ids.Digest(owner));
        var turn = await grain.BeginAsync(requestHash);
        if (!turn.IsOk && turn.Fault.Code == IdempotencyFaults.Reused.Code && encryption.PreviousRequestKey is { } previous)
        {
            // The signing key was replaced between the request and its retry.
            var before = Hash(http, body, previous);
            var earlier = await grain.BeginAsync(before);
            if (earlier is { IsOk: true, Value.Response: not null }) (turn, requestHash) = (earlier, before);
        }
        if (!turn.IsOk) await FaultResponses.WriteAsync(http, turn.Fault);
        else if (turn.Value.Response is { } first) await ReplayAsync(http, owner, requestHash, first);
        else await FirstAsync(http, grain, turn.Value.Ticket!, owner, requestHash);
    }

    private async Task FirstAsync(
        HttpContext http, IIdempotencyGrain grain, string ticket, string owner, string requestHash)
    {
        ReadOnlyMemory<byte> body;
        using (var buffered = BufferedResponseBody.Begin(http))
        {
            await exceptions.InvokeAsync(http, next);
            body = await buffered.EndAsync();
        }
        var response = http.Response;
        if (IsKept(response.StatusCode))
        {
            var kept = KeptHeaders.Where(response.Headers.ContainsKey).Select(name => $"{name}: {response.Headers[name]}");
            var headers = string.Join('\n', kept);
            var encrypted = encryption.Encrypt(owner, Bound(requestHash, response.StatusCode, headers), body.Span);
            await grain.CompleteAsync(ticket, requestHash, new StoredResponse(response.StatusCode, headers, encrypted));
        }
        // Not awaited: during an outage the caller has waited already. A retry meanwhile waits for the ticket to expire.
        else _ = AbandonAsync(grain, ticket);
        await WriteAsync(http, body);
    }

    private async Task ReplayAsync(HttpContext http, string owner, string requestHash, StoredResponse first)
    {
        var body = encryption.Decrypt(owner, Bound(requestHash, first.Status, first.Headers), first.Body.Span);
        if (body is null)
        {
            await FaultResponses.WriteAsync(http, ResponseLost);
            return;
        }
        var response = http.Response;
        response.StatusCode = first.Status;
        foreach (var line in first.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            response.Headers[line[..colon]] = line[(colon + 2)..];
        }
        response.Headers[ReplayedHeader] = "true";
        await WriteAsync(http, body);
    }

    private static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0) return;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private async Task AbandonAsync(IIdempotencyGrain grain, string ticket)
    {
        try { await grain.AbandonAsync(ticket); }
        catch (Exception e) { LogNotAbandoned(log, e); }
    }

    /// <summary>A retry can succeed after a server error, a sign-in, a pause or with a smaller body.</summary>
    private static bool IsKept(int status) => status is < 500 and not (401 or 408 or 413 or 415 or 429 or 499);

    private static string Bound(string requestHash, int status, string headers) =>
        $"{requestHash}\n{status}\n{headers}";

    /// <summary>Buffers the request body, whose size Kestrel limits (413).</summary>
    private static async Task<MemoryStream> BodyAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        http.Request.Body = body;
        return body;
    }

    /// <summary>An HMAC, because the body may hold a password, which a plain hash would let guess.</summary>
    private static string Hash(HttpContext http, MemoryStream body, byte[] key)
    {
        var request = http.Request;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [LoggerMessage(1010, LogLevel.Warning,
        "Release of a failed idempotent request's ticket failed; retries wait until it expires")]
    private static partial void LogNotAbandoned(ILogger log, Exception exception);
}

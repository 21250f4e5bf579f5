using System.Security.Cryptography;
using System.Text;
using XelaConnect.Idempotency;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Repeats the first answer of a POST that carries an <c>Idempotency-Key</c> (contract §0, "retries"). The answer is stored before the caller gets it, so
/// what a caller has seen once it sees again. Should storing fail, the caller is told to try again, and the operation id (<see cref="Operation"/>) keeps
/// the effect from happening twice.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, IGrainFactory grains, StoredResponseEncryption seal, ExceptionMiddleware failures, ILogger<IdempotencyMiddleware> log)
{
    /// <summary>The header that asks for it.</summary>
    public const string Header = "Idempotency-Key";
    /// <summary>The header that tells a repeated answer from a first one.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";
    private const int MaxKeyLength = 255;

    /// <summary>
    /// The fewest characters of a key under which a response with a token is stored for somebody who is not signed in: callers of one address are one caller
    /// then, and only a key that nobody else can think of tells them apart. 32 hexadecimal digits hold 128 random bits.
    /// </summary>
    private const int UnguessableKeyLength = 32;

    private static readonly Fault ResponseLost =
        new(FaultKind.Conflict, "idempotency_answer_lost", "The first request with this Idempotency-Key was answered, but its answer can no longer be read.", Header);
    private static readonly string[] KeptHeaders = ["Content-Type", "Location", "Retry-After"];

    /// <summary>Runs the request, or answers as the first time.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.Headers.TryGetValue(Header, out var values)) return next(http);
        if (http.GetEndpoint() is not RouteEndpoint { Metadata: var marks } || marks.GetMetadata<WebhookMetadata>() is not null || marks.GetMetadata<LiveMetadata>() is not null) return next(http);
        return values is [{ Length: >= 1 and <= MaxKeyLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? RunAsync(http, key)
            : FaultResponses.WriteAsync(http, HttpFaults.InvalidIdempotencyKey);
    }

    private async Task RunAsync(HttpContext http, string key)
    {
        var body = await BodyAsync(http);
        var requestHash = Hash(http, body, seal.RequestKey);
        var user = CurrentUser.OrNull(http)?.UserId;
        var owner = $"{user ?? $"anonymous {RateLimits.AddressOf(http)}"}\n{key}";
        if (user is null && key.Length < UnguessableKeyLength && http.GetEndpoint()!.Metadata.GetMetadata<ReturnsTokenMetadata>() is not null)
        {
            // Not stored. A body proves who asks again (it holds a password or the like), so that the effect happens once; without one nothing does.
            if (body.Length > 0) http.Features.Set(new IdempotentRequestFeature(Ids.Digest($"operation\n{owner}\n{requestHash}")));
            await next(http);
            return;
        }
        var once = http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: var route } endpoint && endpoint.Metadata.GetMetadata<OneOperationPerKeyMetadata>() is not null ? route : null;
        http.Features.Set(new IdempotentRequestFeature(Ids.Digest($"operation\n{owner}\n{once ?? requestHash}")));
        if (once is not null && ServerSentEvents.AreWanted(http))
        {
            await next(http);
            return;
        }
        var grain = grains.IdempotencyKey(Ids.Digest(owner));
        var turn = await grain.BeginAsync(requestHash);
        if (!turn.IsOk && turn.Fault.Code == IdempotencyFaults.Reused.Code && seal.PreviousRequestKey is { } previous)
        {
            // The signing key was replaced between the two tries.
            var before = Hash(http, body, previous);
            var asked = await grain.BeginAsync(before);
            if (asked is { IsOk: true, Value.Response: not null }) (turn, requestHash) = (asked, before);
        }
        if (!turn.IsOk) await FaultResponses.WriteAsync(http, turn.Fault);
        else if (turn.Value.Response is { } first) await ReplayAsync(http, owner, requestHash, first);
        else await FirstAsync(http, grain, turn.Value.Ticket!, owner, requestHash);
    }

    private async Task FirstAsync(HttpContext http, IIdempotencyGrain grain, string ticket, string owner, string requestHash)
    {
        ReadOnlyMemory<byte> body;
        using (var captured = CapturedBody.Begin(http))
        {
            await failures.InvokeAsync(http, next);
            body = await captured.EndAsync();
        }
        var response = http.Response;
        if (IsKept(response.StatusCode))
        {
            var headers = string.Join('\n', KeptHeaders.Where(name => response.Headers.ContainsKey(name)).Select(name => $"{name}: {response.Headers[name]}"));
            var stored = new StoredResponse(response.StatusCode, headers, seal.Encrypt(owner, Bound(requestHash, response.StatusCode, headers), body.Span));
            await grain.CompleteAsync(ticket, requestHash, stored);
        }
        else
        {
            // Not waited for: where grains do not answer, the caller has waited for the request already. Who comes again meanwhile waits for the turn.
            _ = AbandonAsync(grain, ticket);
        }
        if (body.Length == 0) return;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private async Task ReplayAsync(HttpContext http, string owner, string requestHash, StoredResponse first)
    {
        var body = seal.Decrypt(owner, Bound(requestHash, first.Status, first.Headers), first.Body.Span);
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
        if (body.Length == 0) return;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, http.RequestAborted);
    }

    private async Task AbandonAsync(IIdempotencyGrain grain, string ticket)
    {
        try
        {
            await grain.AbandonAsync(ticket);
        }
        catch (Exception e)
        {
            // The caller has a failure to hear of already; the turn runs out by itself.
            IdempotencyLog.NotAbandoned(log, e);
        }
    }

    /// <summary>What a retry cannot mend is kept. A sign-in, a pause or a smaller body can.</summary>
    private static bool IsKept(int status) => status is < 500 and not (401 or 408 or 413 or 415 or 429 or 499);

    private static string Bound(string requestHash, int status, string headers) => $"{requestHash}\n{status}\n{headers}";

    /// <summary>The body, which the endpoint reads from memory then. Kestrel bounds it (413).</summary>
    private static async Task<MemoryStream> BodyAsync(HttpContext http)
    {
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        http.Request.Body = body;
        return body;
    }

    /// <summary>Stands for the request in the store. Keyed, since a body may hold a password and a bare hash of it could be guessed at.</summary>
    private static string Hash(HttpContext http, MemoryStream body, byte[] key)
    {
        var request = http.Request;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}{request.QueryString}\n"));
        hash.AppendData(body.GetBuffer().AsSpan(0, (int)body.Length));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Numbered log events of the idempotency mechanism.</summary>
internal static partial class IdempotencyLog
{
    /// <summary>A turn could not be given back.</summary>
    [LoggerMessage(1010, LogLevel.Warning, "An idempotent request failed and its turn could not be given back")]
    public static partial void NotAbandoned(ILogger log, Exception failure);
}

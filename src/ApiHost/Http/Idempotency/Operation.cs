namespace XelaConnect.ApiHost.Http;

/// <summary>The operation id of a request's commands, so that a repeated request is the same operation.</summary>
internal static class Operation
{
    /// <summary>
    /// With an <c>Idempotency-Key</c>: always the same id for the same caller, route, key and content, also when the
    /// stored response has expired or was never stored. Without a key: a new id.
    /// </summary>
    public static string Of(HttpContext http) =>
        http.Features.Get<IdempotentRequestFeature>() is { } request
            ? request.OperationId
            : Ids.NewOperation(NowOf(http));

    internal static DateTimeOffset NowOf(HttpContext http) =>
        http.RequestServices.GetRequiredKeyedService<TimeProvider>(Clocks.Domain).GetUtcNow();
}

/// <summary>Ids that the host proposes for the entity that a request creates.</summary>
internal static class ProposedId
{
    /// <summary>
    /// A new id. With an <c>Idempotency-Key</c> always the same id for the operation, so that a retry finds the created entity.
    /// <paramref name="owner"/> owns the entity: two callers never share an id, whatever their keys are.
    /// </summary>
    public static string For(HttpContext http, string kind, string owner) =>
        http.Features.Get<IdempotentRequestFeature>() is { } request
            ? Ids.Of(kind, $"{request.OperationId}/{owner}")
            : Ids.New(kind, Operation.NowOf(http));
}

/// <summary>A request with an <c>Idempotency-Key</c>, set by <see cref="IdempotencyMiddleware"/>.</summary>
/// <param name="OperationId">The operation id.</param>
internal sealed record IdempotentRequestFeature(string OperationId);

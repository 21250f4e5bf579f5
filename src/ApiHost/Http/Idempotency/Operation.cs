namespace XelaConnect.ApiHost.Http;

internal static class Operation
{
    /// <summary>One id for the same caller, route, key and content; without an Idempotency-Key a new one.</summary>
    public static string Of(HttpContext http) => http.Features.Get<IdempotentRequestFeature>() is { } request
        ? request.OperationId : Ids.NewOperation(NowOf(http));

    internal static DateTimeOffset NowOf(HttpContext http) =>
        http.RequestServices.GetRequiredKeyedService<TimeProvider>(Clocks.Domain).GetUtcNow();
}

internal static class ProposedId
{
    /// <summary>
    /// A new id; with an <c>Idempotency-Key</c> always the same, so that a retry finds the created entity. Two owners
    /// never share an id, whatever their keys are.
    /// </summary>
    public static string For(HttpContext http, string kind, string owner) =>
        http.Features.Get<IdempotentRequestFeature>() is { } request
            ? Ids.Of(kind, $"{request.OperationId}/{owner}") : Ids.New(kind, Operation.NowOf(http));
}

/// <summary>A request with an <c>Idempotency-Key</c>, set by <see cref="IdempotencyMiddleware"/>.</summary>
internal sealed record IdempotentRequestFeature(string OperationId);

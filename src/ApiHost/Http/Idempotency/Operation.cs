namespace XelaConnect.ApiHost.Http;

/// <summary>The operation id that a request's commands carry, so that a repeated request is the same operation.</summary>
internal static class Operation
{
    /// <summary>
    /// With an <c>Idempotency-Key</c>: the same id for the same caller, route, key and content, for ever — it still holds when the stored answer is gone
    /// or was never stored. Without one: a new id.
    /// </summary>
    public static string Of(HttpContext http)
    {
        if (http.Features.Get<IdempotentRequestFeature>() is { } request) return request.OperationId;
        return Ids.NewOperation(http.RequestServices.GetRequiredKeyedService<TimeProvider>(Clocks.Domain).GetUtcNow());
    }
}

/// <summary>A request that carries an <c>Idempotency-Key</c>; put on the request by <see cref="IdempotencyMiddleware"/>.</summary>
/// <param name="OperationId">What <see cref="Operation.Of"/> answers.</param>
internal sealed record IdempotentRequestFeature(string OperationId);

namespace XelaConnect.ApiHost.Http;

/// <summary>Ids that a host proposes for what a request creates.</summary>
internal static class ProposedId
{
    /// <summary>
    /// A new id; when the request carries an <c>Idempotency-Key</c>, the one this operation always gets, so that a retry meets what the first try
    /// created. <paramref name="owner"/> is what the thing belongs to: two callers never share an id, however they choose their keys.
    /// </summary>
    public static string For(HttpContext http, string kind, string owner) =>
        http.Features.Get<IdempotentRequestFeature>() is { } request
            ? Ids.Of(kind, $"{request.OperationId}/{owner}")
            : Ids.New(kind, http.RequestServices.GetRequiredKeyedService<TimeProvider>(Clocks.Domain).GetUtcNow());
}

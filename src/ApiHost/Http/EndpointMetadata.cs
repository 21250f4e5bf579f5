namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Marks an endpoint for operators and developers (health, metrics, documents): no caller, no rate limit, no
/// envelope, and it responds before the cluster is connected. An endpoint without this mark belongs to the API and
/// has all its guards.
/// </summary>
internal sealed class OperationalMetadata
{
    /// <summary>The mark.</summary>
    public static readonly OperationalMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint that another service calls with a secret of its own: the Authorization header carries no
/// session, and there is no rate limit, because few addresses send the events of all users. The endpoint limits
/// callers without the secret (<see cref="RateLimits.RefuseUnknownService"/>).
/// </summary>
internal sealed class WebhookMetadata
{
    /// <summary>The mark.</summary>
    public static readonly WebhookMetadata Instance = new();
}

/// <summary>
/// Marks the hub: the token may come in the query, notifications are queued before the connection is accepted, and a
/// draining host refuses it.
/// </summary>
internal sealed class LiveMetadata
{
    /// <summary>The mark.</summary>
    public static readonly LiveMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint that returns the caller's own view: the user's grain checks the session and returns the view in
/// one call. The view is a feature of the request then; without it the session was checked as everywhere else.
/// </summary>
internal sealed class ReadsCallerMetadata
{
    /// <summary>The mark.</summary>
    public static readonly ReadsCallerMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint whose response carries a session token beside text of the caller: the length of a compressed
/// response would leak the token.
/// </summary>
internal sealed class ReturnsTokenMetadata
{
    /// <summary>The mark.</summary>
    public static readonly ReturnsTokenMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint that applies the caller's rate limit itself, because urgent requests are served over the limit.
/// </summary>
internal sealed class HandlesLimitMetadata
{
    /// <summary>The mark.</summary>
    public static readonly HandlesLimitMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint whose operation is identified by the caller and the key alone, and whose grain compares the
/// request. So the response may be a stream, which is not stored for a retry, and the same request as JSON is the
/// same operation.
/// </summary>
internal sealed class OneOperationPerKeyMetadata
{
    /// <summary>The mark.</summary>
    public static readonly OneOperationPerKeyMetadata Instance = new();
}

/// <summary>The Content-Security-Policy of an endpoint that serves a page.</summary>
/// <param name="Value">The value of the header.</param>
internal sealed record ContentSecurityPolicy(string Value);

/// <summary>An example of a request body for the OpenAPI document.</summary>
/// <param name="Body">The request; fields that are null are omitted.</param>
internal sealed record RequestExample(object Body);

/// <summary>Conventions that add the metadata and policies of an endpoint.</summary>
internal static class EndpointConventions
{
    /// <summary>For operators and developers (<see cref="OperationalMetadata"/>).</summary>
    public static TBuilder Operational<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(OperationalMetadata.Instance).AllowAnonymous().DisableRateLimiting();

    /// <summary>Called by another service (<see cref="WebhookMetadata"/>).</summary>
    public static TBuilder CalledByService<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(WebhookMetadata.Instance).AllowAnonymous().DisableRateLimiting();

    /// <summary>Refuses guests (<see cref="Authorization.Members"/>).</summary>
    public static TBuilder MembersOnly<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(Authorization.Members);

    /// <summary>Reads the caller's view together with the session (<see cref="ReadsCallerMetadata"/>).</summary>
    public static TBuilder ReadsCaller<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(ReadsCallerMetadata.Instance);

    /// <summary>
    /// Signs in or opens an account: the stricter limit per address (<see cref="RateLimits.SignIn"/>) and no
    /// compression.
    /// </summary>
    public static TBuilder SignInLimits<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireRateLimiting(RateLimits.SignIn).WithMetadata(ReturnsTokenMetadata.Instance);

    /// <summary>Maps HEAD wherever GET is mapped.</summary>
    public static TBuilder AlsoHead<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                if (endpoint.Metadata[i] is HttpMethodMetadata { HttpMethods: ["GET"], AcceptCorsPreflight: var preflight })
                    endpoint.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head], preflight);
            }
        });
        return builder;
    }
}

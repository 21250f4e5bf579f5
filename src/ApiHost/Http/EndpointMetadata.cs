namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Marks an endpoint that asks no grain (health, metrics, documents, pictures): no caller, rate limit or envelope, and it
/// responds before the cluster is connected. An endpoint without this mark has all guards of the API.
/// </summary>
internal sealed class OperationalMetadata;

/// <summary>
/// Marks an endpoint that another service calls with a secret of its own: no session and no rate limit, because few
/// addresses send the events of all users. The endpoint limits callers without the secret.
/// </summary>
internal sealed class WebhookMetadata;
/// <summary>Marks the hub: the token may come in the query, and a draining host refuses connections.</summary>
internal sealed class LiveMetadata;

/// <summary>
/// Marks an endpoint whose requests last as long as a connection or a reply of Xela, which have limits of their own: they
/// do not count as requests in progress.
/// </summary>
internal sealed class LongRequestMetadata;

/// <summary>Marks an endpoint whose response is too large to be buffered: it writes the envelope itself.</summary>
internal sealed class StreamedMetadata;

/// <summary>
/// Marks an endpoint that returns the caller's own view, with which the user's grain checks the session in one call.
/// Without the view as a feature, the session was checked as everywhere else.
/// </summary>
internal sealed class ReadsCallerMetadata;
/// <summary>Marks a response with a token beside text of the caller: its compressed length would leak it.</summary>
internal sealed class ReturnsTokenMetadata;
/// <summary>Marks an endpoint that applies the caller's limit itself, to serve urgent requests over it.</summary>
internal sealed class HandlesLimitMetadata;

/// <summary>
/// Marks an endpoint whose operation is the caller and the key alone, and whose grain compares the request. So its
/// response may be a stream, which is not stored for a retry.
/// </summary>
internal sealed class OneOperationPerKeyMetadata;
internal sealed record ContentSecurityPolicy(string Value);
/// <summary>An example of a request body for the OpenAPI document; fields that are null are omitted.</summary>
internal sealed record RequestExample(object Body);

internal static class EndpointConventions
{
    public static bool Has<TMetadata>(this HttpContext http) where TMetadata : class =>
        http.GetEndpoint()?.Metadata.GetMetadata<TMetadata>() is not null;

    public static TBuilder Operational<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OperationalMetadata()).AllowAnonymous().DisableRateLimiting();

    public static RouteHandlerBuilder CalledByService(this RouteHandlerBuilder route) =>
        route.WithMetadata(new WebhookMetadata()).AllowAnonymous().DisableRateLimiting();

    public static RouteHandlerBuilder MembersOnly(this RouteHandlerBuilder route) =>
        route.RequireAuthorization(Authorization.Members).Produces(Status403Forbidden);

    public static RouteHandlerBuilder ReadsCaller(this RouteHandlerBuilder route) =>
        route.WithMetadata(new ReadsCallerMetadata());

    /// <summary>Signs in or opens an account: the stricter limit per address, and no compression.</summary>
    public static RouteHandlerBuilder SignInLimits(this RouteHandlerBuilder route) =>
        route.RequireRateLimiting(RateLimits.SignIn).WithMetadata(new ReturnsTokenMetadata())
            .Produces(Status429TooManyRequests);

    /// <summary>May send a mail: a limit per address that is stricter still.</summary>
    public static RouteHandlerBuilder MailLimits(this RouteHandlerBuilder route) =>
        route.RequireRateLimiting(RateLimits.Mail).Produces(Status429TooManyRequests);

    public static TBuilder AlsoHead<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder
    {
        builder.Finally(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
                if (endpoint.Metadata[i] is HttpMethodMetadata { HttpMethods: ["GET"], AcceptCorsPreflight: var preflight })
                    endpoint.Metadata[i] = new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head], preflight);
        });
        return builder;
    }
}

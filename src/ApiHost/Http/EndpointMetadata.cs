namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Marks an endpoint for operators and developers (health, metrics, documents): it has no caller, no limit and no envelope, and answers before the cluster
/// is connected. An endpoint without this mark is part of the API and has all its guards.
/// </summary>
internal sealed class OperationalMetadata
{
    /// <summary>The mark.</summary>
    public static readonly OperationalMetadata Instance = new();
}

/// <summary>Marks the hub: a token may come in the query, a device's notifications are collected before its connection is accepted, and a host that is ending refuses it.</summary>
internal sealed class LiveMetadata
{
    /// <summary>The mark.</summary>
    public static readonly LiveMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint that shows the caller to the caller: the person's grain answers for the session and the view in one call. The view is then a feature
/// of the request; where it is not, the session was checked as everywhere else.
/// </summary>
internal sealed class ReadsCallerMetadata
{
    /// <summary>The mark.</summary>
    public static readonly ReadsCallerMetadata Instance = new();
}

/// <summary>Marks an endpoint whose response carries a session token beside text that the caller chose: compressed, its length would tell the token.</summary>
internal sealed class ReturnsTokenMetadata
{
    /// <summary>The mark.</summary>
    public static readonly ReturnsTokenMetadata Instance = new();
}

/// <summary>Marks an endpoint that decides itself what to do for a person who sends too many: what may not wait is answered all the same.</summary>
internal sealed class HandlesLimitMetadata
{
    /// <summary>The mark.</summary>
    public static readonly HandlesLimitMetadata Instance = new();
}

/// <summary>
/// Marks an endpoint whose operation is named by the caller and the key alone, and whose grain compares the request: so the response may be a stream, which
/// cannot be stored for a repeated request, and the same request as JSON is still the same operation.
/// </summary>
internal sealed class OneOperationPerKeyMetadata
{
    /// <summary>The mark.</summary>
    public static readonly OneOperationPerKeyMetadata Instance = new();
}

/// <summary>The Content-Security-Policy of an endpoint that is a page.</summary>
/// <param name="Value">The header's value.</param>
internal sealed record ContentSecurityPolicy(string Value);

/// <summary>What guards an endpoint, in one word at the endpoint.</summary>
internal static class EndpointGuards
{
    /// <summary>For operators and developers (<see cref="OperationalMetadata"/>).</summary>
    public static TBuilder Operational<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(OperationalMetadata.Instance).AllowAnonymous().DisableRateLimiting();

    /// <summary>For people with an account: guests are refused (<see cref="Authorization.Members"/>).</summary>
    public static TBuilder MembersOnly<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(Authorization.Members);

    /// <summary>The caller's own view comes with the session check (<see cref="ReadsCallerMetadata"/>).</summary>
    public static TBuilder ReadsCaller<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(ReadsCallerMetadata.Instance);

    /// <summary>Guesses a password or opens an account: the stricter limit per address (<see cref="RateLimits.SignIn"/>) and no compression.</summary>
    public static TBuilder SignInLimits<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireRateLimiting(RateLimits.SignIn).WithMetadata(ReturnsTokenMetadata.Instance);

    /// <summary>HEAD answers wherever GET does (contract §2).</summary>
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

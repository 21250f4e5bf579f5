namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Marks an endpoint that another service calls and proves itself to by a secret of its own: its Authorization header is no session, and it has no limit,
/// since a few addresses send what happens to everyone. Whoever does not have the secret is the endpoint's to limit (<see cref="Webhooks.RefuseStranger"/>).
/// </summary>
internal sealed class WebhookMetadata
{
    /// <summary>The mark.</summary>
    public static readonly WebhookMetadata Instance = new();
}

/// <summary>What webhooks have in common.</summary>
internal static class Webhooks
{
    /// <summary>Called by another service, which proves itself to the endpoint.</summary>
    public static TBuilder CalledByService<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(WebhookMetadata.Instance).AllowAnonymous().DisableRateLimiting();

    /// <summary>The answer to a stranger: the refusal, and nothing but "too many" once their address has had its share. To be given before the body is read.</summary>
    public static IResult RefuseStranger(this RateLimits limits, HttpContext http, Fault refusal) =>
        OutcomeResults.Refuse(limits.AdmitsAnonymous(http, out var retryAfter) ? refusal : HttpFaults.RateLimited(retryAfter));
}

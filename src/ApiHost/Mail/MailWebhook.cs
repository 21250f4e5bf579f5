namespace XelaConnect.ApiHost.Mail;

/// <summary>
/// What the mail provider reports of mails. A bounce or a complaint ends all mail to the address; other types are 200
/// and ignored, so that a provider does not repeat them.
/// </summary>
internal static class MailWebhook
{
    private const string Scheme = "Bearer ";
    private static readonly TextRule EventId = new(Limits.EventId);
    private static readonly TextRule EventType = new(Limits.EventType);
    private static readonly Fault NotConfigured = new(
        FaultKind.Unavailable, "not_configured", "This webhook is not set up on this server.", null, 3600);
    private static readonly Fault WrongSecret = new(
        FaultKind.Unauthenticated, "unauthenticated", "The Authorization header does not hold this webhook's secret.");

    public static void MapMailWebhook(this IEndpointRouteBuilder routes) => routes
        .MapPost("/api/webhooks/mail", ReceiveAsync).CalledByService().WithTags("Webhooks")
        .WithName("TakeMailEvent")
        .WithSummary("The mail provider tells of a bounce or a complaint, which ends mail to that address. With its "
            + "secret as the bearer; again changes nothing.")
        .AcceptsBody(new MailEventRequest("evt-1", "bounce", "ada@example.org")).Produces<DoneJson>()
        .WithFaults(Status401Unauthorized, Status503ServiceUnavailable);

    private static async Task<IResult> ReceiveAsync(
        HttpContext http, IGrainFactory grains, MailWebhookSettings settings, RateLimits limits)
    {
        if (!settings.IsConfigured) return limits.RefuseUnknownService(http, NotConfigured);
        if (http.Request.Headers.Authorization is not [{ } header]
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !settings.IsSecret(header[Scheme.Length..].Trim()))
            return limits.RefuseUnknownService(http, WrongSecret);

        var input = await JsonInput.ReadAsync(http);
        var (id, type) = (input.Text("id", EventId), input.Text("type", EventType));
        var email = input.Text("email", TextRule.Email);
        if (input.Refusal is { } refusal) return refusal;
        if (type is not (MailSuppressions.Bounce or MailSuppressions.Complaint))
            return TypedResults.Ok(new DoneJson("Nothing to do"));
        var mailbox = grains.Mailbox(Ids.OfEmail(email));
        return Ok(await mailbox.SuppressAsync(new($"webhook/{Ids.Digest(id)}/{type}", type)), "Noted");
    }
}

/// <summary>Body of the mail provider's webhook.</summary>
internal sealed record MailEventRequest(
    [property: Length(1, Limits.EventId)] string Id, [property: Length(1, Limits.EventType)] string Type,
    [property: Length(1, Limits.Email)] string Email);

/// <summary>Settings of the mail provider's webhook; without a secret it is refused as not configured.</summary>
internal sealed class MailWebhookSettings
{
    private readonly byte[]? secretHash;

    private MailWebhookSettings(string? secret) =>
        secretHash = secret is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public bool IsConfigured => secretHash is not null;

    public static MailWebhookSettings Read(IConfiguration configuration) =>
        new(configuration.Text("Xela:Mail:WebhookSecret")?.Trim() is { Length: > 0 } text ? text : null);

    /// <summary>Whether a text is the secret. Compares digests in constant time.</summary>
    public bool IsSecret(string given) => secretHash is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), secretHash);
}

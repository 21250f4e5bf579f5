namespace XelaConnect.ApiHost.Http;

internal static class HttpFaults
{
    public static readonly Fault UnknownRoute =
        new(FaultKind.NotFound, "not_found", "There is nothing at this address.");
    public static readonly Fault Forbidden = new(FaultKind.Forbidden, "forbidden", "You may not do this.");
    public static readonly Fault MethodNotAllowed =
        new(FaultKind.Invalid, "method_not_allowed", "This address does not take that method.");
    public static readonly Fault UnsupportedMediaType =
        new(FaultKind.Invalid, "unsupported_media_type", "The body must be JSON, sent as application/json.");
    public static readonly Fault TooLarge =
        new(FaultKind.Invalid, "too_large", "The request body is larger than 256 KiB.");
    public static readonly Fault MalformedJson =
        new(FaultKind.Invalid, "invalid_json", "The request body is not valid JSON.");
    public static readonly Fault BodyMissing =
        new(FaultKind.Invalid, "body_required", "This request needs a JSON body.");
    public static readonly Fault BadRequest =
        new(FaultKind.Invalid, "invalid_request", "The request could not be understood.");
    public static readonly Fault Unavailable =
        new(FaultKind.Unavailable, "unavailable", "This is not available right now. Please try again in a moment.", null, 2);
    public static readonly Fault InternalError =
        new(FaultKind.Invalid, "internal_error", "Something went wrong on our side. The trace id helps us find it.");
    public static readonly Fault InvalidIdempotencyKey =
        new(FaultKind.Invalid, "invalid_request", "The header Idempotency-Key must be 1 to 255 visible ASCII characters.",
            "Idempotency-Key");

    public static Fault RateLimited(int retryAfterSeconds) =>
        new(FaultKind.TooMany, "rate_limited", "Too many requests. Please wait a moment.", null, retryAfterSeconds);

    public static Fault Invalid(string field, string why) => new(FaultKind.Invalid, "invalid_request", why, field);

    /// <summary>Several fields are invalid; the message is the first reason.</summary>
    public static Fault Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        errors.FirstOrDefault(e => e.Value.Length > 0) is { Value: not null } first
            ? Invalid(first.Key, first.Value[0]) : BadRequest;
}

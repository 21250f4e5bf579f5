namespace XelaConnect.ApiHost.Http;

/// <summary>Refusals that the API host itself decides.</summary>
internal static class HttpFaults
{
    /// <summary>No route has this path.</summary>
    public static readonly Fault UnknownRoute =
        new(FaultKind.NotFound, "not_found", "There is nothing at this address.");
    /// <summary>The caller is authenticated but not authorized.</summary>
    public static readonly Fault Forbidden = new(FaultKind.Forbidden, "forbidden", "You may not do this.");
    /// <summary>The path exists, the method does not (405).</summary>
    public static readonly Fault MethodNotAllowed =
        new(FaultKind.Invalid, "method_not_allowed", "This address does not take that method.");
    /// <summary>The content type is not JSON (415).</summary>
    public static readonly Fault UnsupportedMediaType =
        new(FaultKind.Invalid, "unsupported_media_type", "The body must be JSON, sent as application/json.");
    /// <summary>The body exceeds the limit (413).</summary>
    public static readonly Fault TooLarge =
        new(FaultKind.Invalid, "too_large", "The request body is larger than 256 KiB.");
    /// <summary>The body is not valid JSON.</summary>
    public static readonly Fault MalformedJson =
        new(FaultKind.Invalid, "invalid_json", "The request body is not valid JSON.");
    /// <summary>The body is missing.</summary>
    public static readonly Fault BodyMissing =
        new(FaultKind.Invalid, "body_required", "This request needs a JSON body.");
    /// <summary>The request is invalid, but no field is.</summary>
    public static readonly Fault BadRequest =
        new(FaultKind.Invalid, "invalid_request", "The request could not be understood.");
    /// <summary>A dependency is unavailable.</summary>
    public static readonly Fault Unavailable =
        new(FaultKind.Unavailable, "unavailable", "This is not available right now. Please try again in a moment.", null, 2);
    /// <summary>A bug (500).</summary>
    public static readonly Fault InternalError =
        new(FaultKind.Invalid, "internal_error", "Something went wrong on our side. The trace id helps us find it.");
    /// <summary>The Idempotency-Key is malformed.</summary>
    public static readonly Fault InvalidIdempotencyKey =
        new(FaultKind.Invalid, "invalid_request", "The header Idempotency-Key must be 1 to 255 visible ASCII characters.",
            "Idempotency-Key");

    /// <summary>Too many requests from this caller or address.</summary>
    public static Fault RateLimited(int retryAfterSeconds) =>
        new(FaultKind.TooMany, "rate_limited", "Too many requests. Please wait a moment.", null, retryAfterSeconds);

    /// <summary>One field is invalid.</summary>
    public static Fault Invalid(string field, string why) => new(FaultKind.Invalid, "invalid_request", why, field);

    /// <summary>Several fields are invalid; the message is the first reason.</summary>
    public static Fault Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        errors.FirstOrDefault(e => e.Value.Length > 0) is { Value: not null } first
            ? Invalid(first.Key, first.Value[0])
            : BadRequest;
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace XelaConnect.ApiHost.Http;

/// <summary>The only table from fault to status, and the only writer of the error shape (contract §0, "errors", "status").</summary>
internal static class FaultResponses
{
    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(FaultKind kind) => kind switch
    {
        FaultKind.Invalid => StatusCodes.Status400BadRequest,
        FaultKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FaultKind.PaymentRequired => StatusCodes.Status402PaymentRequired,
        FaultKind.Forbidden => StatusCodes.Status403Forbidden,
        FaultKind.NotFound => StatusCodes.Status404NotFound,
        FaultKind.Conflict => StatusCodes.Status409Conflict,
        FaultKind.TooMany => StatusCodes.Status429TooManyRequests,
        FaultKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static readonly ErrorJson Json = new(new JsonSerializerOptions(ErrorJson.Default.Options) { Encoder = XelaJson.Encoder });

    /// <summary>Writes a refusal.</summary>
    public static Task WriteAsync(HttpContext http, Fault fault) => WriteAsync(http, StatusOf(fault.Kind), fault);

    /// <summary>Writes a refusal under a status the table does not have (405, 413, 415, 500).</summary>
    public static Task WriteAsync(HttpContext http, int status, Fault fault, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var body = new ErrorBody(
            fault.Message, fault.Message, fault.Code,
            errors ?? (fault.Field is null ? null : new Dictionary<string, string[]>(StringComparer.Ordinal) { [fault.Field] = [fault.Message] }),
            TraceId(http));
        ReadOnlyMemory<byte> bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json.ErrorBody);
        if (Envelope.IsWantedOfRefusal(http)) bytes = Envelope.Wrap(bytes, failed: true);
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (fault.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <summary>The id under which the logs hold this request.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}

/// <summary>The error shape of contract §0. <paramref name="Detail"/> repeats the message because existing clients read it.</summary>
internal sealed record ErrorBody(string Message, string Detail, string Code, IReadOnlyDictionary<string, string[]>? Errors, string TraceId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorJson : JsonSerializerContext;

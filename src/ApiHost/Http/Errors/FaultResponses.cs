namespace XelaConnect.ApiHost.Http;

/// <summary>Maps faults to statuses and writes the error response (docs/api/http.md, "errors" and "status").</summary>
internal static class FaultResponses
{
    private static readonly ErrorJson Json =
        new(new JsonSerializerOptions(ErrorJson.Default.Options) { Encoder = XelaJson.Encoder });

    public static int StatusOf(FaultKind kind) => kind switch
    {
        FaultKind.Invalid => Status400BadRequest,
        FaultKind.Unauthenticated => Status401Unauthorized,
        FaultKind.PaymentRequired => Status402PaymentRequired,
        FaultKind.Forbidden => Status403Forbidden,
        FaultKind.NotFound => Status404NotFound,
        FaultKind.Conflict => Status409Conflict,
        FaultKind.TooMany => Status429TooManyRequests,
        FaultKind.Unavailable => Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Task WriteAsync(HttpContext http, Fault fault) => WriteAsync(http, StatusOf(fault.Kind), fault);

    /// <summary>Writes a refusal under a status of its own (405, 413, 415, 500).</summary>
    public static Task WriteAsync(
        HttpContext http, int status, Fault fault, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        if (errors is null && fault.Field is { } field)
            errors = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [fault.Message] };
        var body = new ErrorBody(fault.Message, fault.Message, fault.Code, errors, TraceId(http));
        ReadOnlyMemory<byte> bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json.ErrorBody);
        if (Envelope.IsWantedOfRefusal(http)) bytes = Envelope.Wrap(bytes, failed: true);
        var response = http.Response;
        response.StatusCode = status;
        if (status == Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (fault.RetryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return XelaJson.WriteAsync(http, bytes);
    }

    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
}

/// <summary>Creates <see cref="IResult"/>s from outcomes of grains and from faults.</summary>
internal static class OutcomeResults
{
    public static IResult Refuse(Fault fault) => new FaultResult(fault);

    /// <summary>The result that <paramref name="ok"/> creates from the value, or the error response.</summary>
    public static IResult Of<T>(Outcome<T> outcome, Func<T, IResult> ok) =>
        outcome.IsOk ? ok(outcome.Value) : Refuse(outcome.Fault);

    public static IResult Ok<T, TJson>(Outcome<T> outcome, Func<T, TJson> json) =>
        Of(outcome, value => TypedResults.Ok(json(value)));

    public static IResult Ok<T>(Outcome<T> outcome, string message) => Ok(outcome, _ => new DoneJson(message));

    public static IResult Created<T, TJson>(Outcome<T> outcome, Func<T, TJson> json, string? location = null) =>
        Of(outcome, value => TypedResults.Created(location, json(value)));

    public static IResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new FaultResult(HttpFaults.Invalid(errors), errors);

    private sealed class FaultResult(Fault fault, IReadOnlyDictionary<string, string[]>? errors = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            FaultResponses.WriteAsync(httpContext, FaultResponses.StatusOf(fault.Kind), fault, errors);
    }
}

/// <summary>Detail repeats the message because existing clients read it.</summary>
internal sealed record ErrorBody(
    string Message, string Detail, string Code, IReadOnlyDictionary<string, string[]>? Errors, string TraceId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorJson : JsonSerializerContext;

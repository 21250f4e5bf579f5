using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace XelaConnect.ApiHost.Http;

/// <summary>Writes the error response of exceptions, and of statuses that the framework set without a body.</summary>
internal sealed partial class ExceptionHandlerMiddleware(ILogger<ExceptionHandlerMiddleware> log)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        try { await next(http); }
        catch (Exception e)
        {
            await HandleAsync(http, e);
            return;
        }
        var response = http.Response;
        if (response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null }
            && FaultOf(response.StatusCode) is { } fault)
            await FaultResponses.WriteAsync(http, response.StatusCode, fault);
    }

    private async Task HandleAsync(HttpContext http, Exception exception)
    {
        if (http.RequestAborted.IsCancellationRequested
            && exception is OperationCanceledException or IOException and not BadHttpRequestException)
        {
            // The client disconnected.
            if (!http.Response.HasStarted) http.Response.StatusCode = ClientClosedRequest;
            return;
        }
        var (status, fault) = Classify(exception);
        var (method, route, traceId) =
            (http.Request.Method, RequestLoggingMiddleware.RouteOf(http), FaultResponses.TraceId(http));
        if (status == Status503ServiceUnavailable) LogOutage(exception, method, route, traceId);
        else if (status >= 500) LogBug(exception, method, route, traceId);
        if (http.Response.HasStarted)
        {
            // A partial response must not look complete.
            http.Abort();
            return;
        }
        http.Features.Get<BufferedResponseBody>()?.Restart();
        http.Response.Headers.ETag = default;
        http.Response.Headers.ContentLength = null;
        if (!HttpMethods.IsGet(http.Request.Method) || status >= 400) http.Response.Headers.CacheControl = "no-store";
        await FaultResponses.WriteAsync(http, status, fault);
    }

    /// <summary>Whether the exception is an outage of the cluster or of a store: the caller may retry.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is StorageUnavailableException or OrleansException or TimeoutException
        or OperationCanceledException or DbException or SocketException or HttpRequestException;

    private static (int Status, Fault Fault) Classify(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: Status413PayloadTooLarge and var status } => (status, HttpFaults.TooLarge),
        BadHttpRequestException { StatusCode: Status415UnsupportedMediaType and var status } =>
            (status, HttpFaults.UnsupportedMediaType),
        BadHttpRequestException { StatusCode: Status408RequestTimeout and var status } => (status, HttpFaults.BadRequest),
        BadHttpRequestException bad => (Status400BadRequest, BadRequest(bad)),
        // Kestrel reports a chunk size beyond its type as an IOException, unlike any other malformed size.
        IOException { InnerException: OverflowException } => (Status400BadRequest, HttpFaults.BadRequest),
        _ when IsOutage(exception) => (Status503ServiceUnavailable, HttpFaults.Unavailable),
        _ => (Status500InternalServerError, HttpFaults.InternalError),
    };

    private static Fault BadRequest(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            var field = FieldOf(json.Path);
            // The reader's exception type is internal; a value of the wrong type has another inner exception, or none.
            var malformed = json.InnerException?.GetType().Name == "JsonReaderException"
                || json.GetType().Name == "JsonReaderException";
            if (malformed) return HttpFaults.MalformedJson with { Field = field };
            return field is null
                ? HttpFaults.Invalid("body", "The request body must be a JSON object.")
                : HttpFaults.Invalid(field, $"The field {field} has the wrong type or form.");
        }
        // Binding gives the parameter's name in its message only.
        if (bad.Message.StartsWith("Implicit body", StringComparison.Ordinal)
            || bad.Message.EndsWith("from body.", StringComparison.Ordinal))
            return HttpFaults.BodyMissing;
        var parameter = ParameterName().Match(bad.Message);
        if (!parameter.Success) return HttpFaults.BadRequest;
        var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Groups["name"].Value);
        var why = parameter.Groups["missing"].Success ? "is required" : "has the wrong type or form";
        return HttpFaults.Invalid(name, $"The field {name} {why}.");
    }

    /// <summary><c>$.interests[2]</c> is the field <c>interests</c>; the document itself is not a field.</summary>
    private static string? FieldOf(string? path)
    {
        if (path is null || path.Length < 3) return null;
        var field = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..]
            : path.StartsWith("$['", StringComparison.Ordinal) ? path[3..].Replace("']", "", StringComparison.Ordinal)
            : null;
        if (field is null) return null;
        var index = field.IndexOf('[', StringComparison.Ordinal);
        if (index > 0) field = field[..index];
        // The name of an unknown field is text of the caller, so its length is limited.
        return field.Length <= 80 ? field : field[..80];
    }

    private static Fault? FaultOf(int status) => status switch
    {
        Status400BadRequest => HttpFaults.BadRequest,
        Status401Unauthorized => AccountFaults.NoSession,
        Status404NotFound => HttpFaults.UnknownRoute,
        Status405MethodNotAllowed => HttpFaults.MethodNotAllowed,
        Status413PayloadTooLarge => HttpFaults.TooLarge,
        Status415UnsupportedMediaType => HttpFaults.UnsupportedMediaType,
        Status429TooManyRequests => HttpFaults.RateLimited(1),
        Status503ServiceUnavailable => HttpFaults.Unavailable,
        ClientClosedRequest => null,
        >= 500 => HttpFaults.InternalError,
        _ => HttpFaults.BadRequest,
    };

    [GeneratedRegex(
        "^(?:(?<missing>Required)|Failed to bind) parameter \"[^\"]*?(?<name>\\w+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex ParameterName();

    [LoggerMessage(6002, LogLevel.Error, "{Method} {Route} failed, trace {TraceId}")]
    private partial void LogBug(Exception exception, string method, string route, string traceId);

    [LoggerMessage(6003, LogLevel.Warning,
        "{Method} {Route} failed because a dependency is unavailable, trace {TraceId}")]
    private partial void LogOutage(Exception exception, string method, string route, string traceId);
}

using System.Diagnostics;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The outermost layer of every request: a trace, the security headers, an answer whatever happens, one line of log.
/// The framework's own request log is off (<see cref="RequestLogging"/>) because it prints the query, and the hub's carries a token.
/// </summary>
internal sealed partial class RequestMiddleware(RequestDelegate next, ExceptionMiddleware failures, TimeProvider time, ILoggerFactory loggers)
{
    private const long SlowMilliseconds = 1000;
    private readonly ILogger log = loggers.CreateLogger("XelaConnect.Requests");
    private readonly Func<HttpContext, Task> guarded = http => failures.InvokeAsync(http, next);

    /// <summary>Runs the request.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        using var trace = Activity.Current is null ? BeginTrace(http) : null;
        SecurityHeaders.Apply(http);
        try
        {
            if (Envelope.IsWanted(http)) await Envelope.RunAsync(http, guarded);
            else await failures.InvokeAsync(http, next);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The caller went while its answer was being written.
        }
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        // A live connection lasts as long as its device stays: that is not slow.
        var isSlow = elapsed >= SlowMilliseconds && http.GetEndpoint()?.Metadata.GetMetadata<LiveMetadata>() is null;
        var level = LevelOf(http.Response.StatusCode, isSlow);
        if (!log.IsEnabled(level)) return;
        string route = RouteOf(http), traceId = FaultResponses.TraceId(http);
        LogRequest(level, http.Request.Method, route, http.Response.StatusCode, elapsed, traceId);
    }

    /// <summary>The pattern of the route, never the address: that may hold what is nobody's business.</summary>
    public static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static LogLevel LevelOf(int status, bool isSlow) =>
        status >= 500 ? LogLevel.Warning : status is >= 400 and not 499 || isSlow ? LogLevel.Information : LogLevel.Debug;

    private static Activity BeginTrace(HttpContext http)
    {
        // Without a listener the framework starts none, and errors and logs need the id all the same.
        var trace = new Activity("XelaConnect.Request");
        var parent = http.Request.Headers.TraceParent;
        if (parent.Count == 1 && ActivityContext.TryParse(parent[0], http.Request.Headers.TraceState, isRemote: true, out var context))
        {
            trace.SetParentId(context.TraceId, context.SpanId, context.TraceFlags);
            trace.TraceStateString = context.TraceState;
        }
        return trace.Start();
    }

    [LoggerMessage(EventId = 6001, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms trace {TraceId}")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, double milliseconds, string traceId);
}

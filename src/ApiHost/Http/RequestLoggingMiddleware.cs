namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The outermost middleware: starts a trace, sets the security headers, runs the request within
/// <see cref="ExceptionHandlerMiddleware"/> and logs one line. The framework's own request log is off
/// (<see cref="SilencedLogCategories"/>), because it prints the query.
/// </summary>
internal sealed partial class RequestLoggingMiddleware(
    RequestDelegate next, ExceptionHandlerMiddleware exceptions, TimeProvider time, ILoggerFactory loggers)
{
    private const long SlowMilliseconds = 1000;
    private const string ApiPolicy = "default-src 'none'; frame-ancestors 'none'";
    private readonly ILogger log = loggers.CreateLogger("XelaConnect.Requests");
    private readonly Func<HttpContext, Task> handled = http => exceptions.InvokeAsync(http, next);

    public async Task InvokeAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        using var trace = Activity.Current is null ? BeginTrace(http) : null;
        SetSecurityHeaders(http);
        try
        {
            if (Envelope.IsWanted(http)) await Envelope.RunAsync(http, handled);
            else await exceptions.InvokeAsync(http, next);
        }
        catch (Exception e)
            when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // The client disconnected while the response was being written.
        }
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        // A live connection lasts as long as its device is connected; that is not slow.
        var isSlow = elapsed >= SlowMilliseconds && !http.Has<LiveMetadata>();
        var level = LevelOf(http.Response.StatusCode, isSlow);
        if (!log.IsEnabled(level)) return;
        string route = RouteOf(http), traceId = FaultResponses.TraceId(http);
        LogRequest(level, http.Request.Method, route, http.Response.StatusCode, elapsed, traceId);
    }

    /// <summary>The pattern of the route. Never the path, which may hold personal data.</summary>
    public static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private static void SetSecurityHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy = http.GetEndpoint()?.Metadata.GetMetadata<ContentSecurityPolicy>()?.Value ?? ApiPolicy;
        headers.CacheControl = "no-store";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
    }

    private static LogLevel LevelOf(int status, bool isSlow) =>
        status >= 500 ? LogLevel.Warning
        : status is >= 400 and not 499 || isSlow ? LogLevel.Information : LogLevel.Debug;

    private static Activity BeginTrace(HttpContext http)
    {
        // Without a listener the framework starts no activity, but errors and logs need the trace id.
        var trace = new Activity("XelaConnect.Request");
        var headers = http.Request.Headers;
        if (headers.TraceParent is [var parent] && ActivityContext.TryParse(parent, headers.TraceState, true, out var context))
        {
            trace.SetParentId(context.TraceId, context.SpanId, context.TraceFlags);
            trace.TraceStateString = context.TraceState;
        }
        return trace.Start();
    }

    [LoggerMessage(EventId = 6001, Message = "{Method} {Route} {Status} {Milliseconds:0.0} ms trace {TraceId}")]
    private partial void LogRequest(
        LogLevel level, string method, string route, int status, double milliseconds, string traceId);
}

/// <summary>
/// Silences log categories whatever the settings are. Two print request lines, and the hub's carry the token. The third
/// logs refusals of hub methods as errors.
/// </summary>
internal sealed class SilencedLogCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Categories =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var silenced = options.Rules.Where(r => Categories.Contains(r.CategoryName, StringComparer.OrdinalIgnoreCase));
        foreach (var rule in silenced.ToList()) options.Rules.Remove(rule);
        // A rule that names a provider wins over a rule that names none, so each provider with rules gets its own.
        foreach (var provider in options.Rules.Select(r => r.ProviderName).Append(null).Distinct().ToList())
            foreach (var category in Categories) options.Rules.Add(new(provider, category, LogLevel.None, null));
    }
}

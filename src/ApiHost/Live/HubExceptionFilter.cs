using System.Runtime.CompilerServices;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Handles exceptions of hub methods as <see cref="ExceptionHandlerMiddleware"/> does those of requests. A refusal is
/// expected and not logged; an outage becomes a refusal and a warning; a bug is an error. SignalR logs all three as
/// errors, so its log is off (<see cref="SilencedLogCategories"/>).
/// </summary>
internal sealed partial class HubExceptionFilter(ClusterConnection cluster, ILogger<HubExceptionFilter> log)
    : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (cluster.IsLost) throw Refused(HttpFaults.Unavailable);
        try
        {
            var result = await next(invocationContext);
            return result is IAsyncEnumerable<string> stream ? ReadAsync(stream, invocationContext) : result;
        }
        catch (Exception e) when (e is not HubException) { throw Convert(e, invocationContext); }
    }

    /// <summary>Handles exceptions of a stream, which is read after its method has returned.</summary>
    private async IAsyncEnumerable<string> ReadAsync(IAsyncEnumerable<string> stream, HubInvocationContext invocation,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var items = stream.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try { if (!await items.MoveNextAsync()) yield break; }
            catch (Exception e) when (e is not HubException && !cancellation.IsCancellationRequested)
            {
                throw Convert(e, invocation);
            }
            yield return items.Current;
        }
    }

    private HubException Convert(Exception e, HubInvocationContext invocation)
    {
        var isOutage = ExceptionHandlerMiddleware.IsOutage(e);
        // A device that has disconnected gets no response.
        if (!invocation.Context.ConnectionAborted.IsCancellationRequested)
        {
            if (isOutage) LogOutage(log, e, invocation.HubMethodName);
            else LogBug(log, e, invocation.HubMethodName);
        }
        return Refused(isOutage ? HttpFaults.Unavailable : HttpFaults.InternalError, e);
    }

    private static HubException Refused(Fault fault, Exception? cause = null) =>
        new($"{fault.Code}: {fault.Message}", cause);

    [LoggerMessage(5302, LogLevel.Error, "Hub method {Method} failed")]
    private static partial void LogBug(ILogger log, Exception e, string method);

    [LoggerMessage(5303, LogLevel.Warning, "Hub method {Method} failed because a dependency is unavailable")]
    private static partial void LogOutage(ILogger log, Exception e, string method);
}

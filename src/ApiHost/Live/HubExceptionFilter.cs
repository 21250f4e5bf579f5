using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// What becomes of a hub method that fails. A refusal is an expected answer and is not logged; an outage reads like one, with a code, and is a warning; a bug is
/// an error. SignalR logs all three as errors with a stack trace, so its own log of them is off (<see cref="HubLogging"/>).
/// </summary>
internal sealed partial class HubExceptionFilter(ILogger<HubExceptionFilter> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var answer = await next(invocationContext);
            return answer is IAsyncEnumerable<string> stream ? GuardAsync(stream, invocationContext) : answer;
        }
        catch (Exception e) when (e is not HubException)
        {
            throw Failed(e, invocationContext);
        }
    }

    /// <summary>A stream is read after its method has returned, so what fails in it does not fail the call.</summary>
    private async IAsyncEnumerable<string> GuardAsync(IAsyncEnumerable<string> stream, HubInvocationContext invocation, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var items = stream.GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) yield break;
            }
            catch (Exception e) when (e is not HubException && !cancellation.IsCancellationRequested)
            {
                throw Failed(e, invocation);
            }
            yield return items.Current;
        }
    }

    private HubException Failed(Exception e, HubInvocationContext invocation)
    {
        var isOutage = ExceptionHandlerMiddleware.IsOutage(e);
        // A device that went away in the middle waits for no answer.
        if (!invocation.Context.ConnectionAborted.IsCancellationRequested)
        {
            if (isOutage) LogOutage(log, e, invocation.HubMethodName);
            else LogBug(log, e, invocation.HubMethodName);
        }
        var fault = isOutage ? HttpFaults.Unavailable : HttpFaults.InternalError;
        return new HubException($"{fault.Code}: {fault.Message}", e);
    }

    [LoggerMessage(5302, LogLevel.Error, "The hub method {Method} failed.")]
    private static partial void LogBug(ILogger log, Exception e, string method);

    [LoggerMessage(5303, LogLevel.Warning, "The hub method {Method} could not be answered now.")]
    private static partial void LogOutage(ILogger log, Exception e, string method);
}

/// <summary>Keeps the category silent in which SignalR logs every refusal as an error; <see cref="HubExceptionFilter"/> logs what is one.</summary>
internal sealed class HubLogging : IPostConfigureOptions<LoggerFilterOptions>
{
    private const string Silent = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    /// <inheritdoc />
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        foreach (var rule in options.Rules.Where(static r => string.Equals(r.CategoryName, Silent, StringComparison.OrdinalIgnoreCase)).ToList()) options.Rules.Remove(rule);
        // A rule that names a provider beats one that names none, so each provider that has rules gets its own.
        foreach (var provider in options.Rules.Select(static r => r.ProviderName).Append(null).Distinct().ToList())
            options.Rules.Add(new LoggerFilterRule(provider, Silent, LogLevel.None, null));
    }
}

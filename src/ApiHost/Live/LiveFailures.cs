using Microsoft.AspNetCore.SignalR;
using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>An outage behind a hub method reads like one, with a code, and says nothing of what is behind.</summary>
internal sealed class LiveFailures : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception e) when (Failures.IsOutage(e))
        {
            throw new HubException($"{HttpFaults.Unavailable.Code}: {HttpFaults.Unavailable.Message}", e);
        }
    }
}

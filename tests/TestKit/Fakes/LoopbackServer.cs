using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace XelaConnect.TestKit.Fakes;

/// <summary>What every fake of another company's service listens with.</summary>
internal static class LoopbackServer
{
    /// <summary>A web application on a free loopback port that logs nothing.</summary>
    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}

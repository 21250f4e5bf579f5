using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Live;
using XelaConnect.Presence;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Live;

/// <summary>Which long-polling requests are counted as connections.</summary>
public sealed class LiveAdmissionTests
{
    private readonly FakeGrains grains = new FakeGrains()
        .On<IPresenceGrain>(nameof(IPresenceGrain.OpenConnectionAsync), static (_, _) => Done.Instance)
        .On<IPresenceGrain>(nameof(IPresenceGrain.CloseConnectionAsync), static (_, _) => null);

    [Theory]
    [InlineData(StatusCodes.Status204NoContent)]
    [InlineData(StatusCodes.Status404NotFound)]
    [InlineData(StatusCodes.Status409Conflict)]
    public async Task Poll_of_an_ended_connection_is_uncounted(int status)
    {
        await PollAsync(status);

        var opened = grains.Only("IPresenceGrain.OpenConnectionAsync");
        grains.Only("IPresenceGrain.CloseConnectionAsync").Arguments.ShouldBe(opened.Arguments);
    }

    [Fact]
    public async Task First_poll_stays_counted()
    {
        await PollAsync(StatusCodes.Status200OK);

        grains.Called.ShouldBe(["IPresenceGrain.OpenConnectionAsync"]);
    }

    private async Task PollAsync(int status)
    {
        var admission = new LiveAdmission(grains.Factory, TimeProvider.System, NullLogger<LiveAdmission>.Instance);
        var endpoint = new RouteEndpointBuilder(http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        }, RoutePatternFactory.Parse("/hubs/live"), 0);
        LiveAdmission.Guard(endpoint);
        await using var services = new ServiceCollection().AddSingleton(admission).BuildServiceProvider();
        var http = new DefaultHttpContext
        {
            User = new SessionPrincipal("user-1", "session-1", isMember: true),
            RequestServices = services,
        };
        (http.Request.Method, http.Request.QueryString) = ("GET", new QueryString("?id=token"));
        await endpoint.RequestDelegate!(http);
    }
}

using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Tests.Grains;
using Xunit;

namespace XelaConnect.ApiHost.Tests;

public sealed class RoutesTests : IDisposable
{
    private readonly Endpoints endpoints = new(new FakeGrains());

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public void Every_route_is_documented_with_its_responses()
    {
        foreach (var endpoint in Described)
        {
            var route = endpoint.RoutePattern.RawText;
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>().ShouldNotBeNull(route);
            endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>().ShouldNotBeNull(route);
            endpoint.Metadata.GetMetadata<ITagsMetadata>()!.Tags.ShouldHaveSingleItem(route);
            endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
                .ShouldContain(answer => answer.StatusCode < 300 && answer.Type != null, route);
        }
    }

    [Fact]
    public void Credential_routes_have_the_stricter_rate_limit()
    {
        endpoints.All.Where(endpoint => endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == RateLimits.SignIn)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Split('/')[^1]).Order(StringComparer.Ordinal)
            .ShouldBe([
                "confirm", "confirm", "disable", "google", "guest", "identity", "login", "me", "nonce", "options", "options",
                "passkeys", "password", "recovery-codes", "reset", "sign-in", "signup", "totp", "upgrade", "verify-email", "ways",
            ]);
    }

    // All but the one that takes what is no route below /api/admin.
    private IEnumerable<RouteEndpoint> Described =>
        endpoints.All.Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not null);
}

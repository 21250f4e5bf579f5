using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Live;

namespace XelaConnect.EndToEnd.Tests.Matrix;

/// <summary>A route or hub method without a line in <see cref="RouteMatrix"/> fails.</summary>
[Collection(InProcessHosts.Name)]
public sealed class RouteMatrixCoverageTests
{
    [Fact]
    public async Task Route_matrix_covers_every_route()
    {
        await using var host = new InProcessHost("Development");
        var mapped = (from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                      from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
                      where method is not ("HEAD" or "OPTIONS")
                      select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}").ToHashSet();
        var lines = MatrixLine.Of(RouteMatrix.Lines, "").Select(line => line.Subject).ToHashSet();
        mapped.Except(lines).ShouldBeEmpty("These routes have no line.");
        lines.Except(mapped).ShouldBeEmpty("These lines have no route.");
        typeof(LiveHub)
            .GetMethods(
            System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(LiveHub)).Select(method => method.Name)
                .Order(StringComparer.Ordinal)
            .ShouldBe(MatrixLine.Of(RouteMatrix.HubLines, "").Select(line => line.Subject).Order(StringComparer.Ordinal));
    }
}

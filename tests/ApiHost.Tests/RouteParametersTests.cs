using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using XelaConnect.ApiHost.Tests.Grains;
using Xunit;

namespace XelaConnect.ApiHost.Tests;

/// <summary>How handlers take the values of their routes.</summary>
public sealed class RouteParametersTests : IDisposable
{
    private readonly Endpoints endpoints = new(new FakeGrains());

    public void Dispose() => endpoints.Dispose();

    /// <summary>
    /// The generator of request delegates makes one delegate for all handlers whose parameters have the same types and names, independent
    /// of the route: a parameter <c>id</c> that is bound to <c>conversation_id</c> in one handler would look for <c>id</c> there, too, and
    /// not find it.
    /// </summary>
    [Fact]
    public void Parameter_name_stands_for_one_route_value_in_all_handlers()
    {
        var bound = endpoints.All.SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<MethodInfo>().GetParameters()
            .Select(parameter => (parameter.Name, Value: ValueOf(parameter)))
            .Where(parameter => endpoint.RoutePattern.Parameters.Any(part => part.Name == parameter.Value))).Distinct().ToList();

        bound.Count.ShouldBeGreaterThan(5);
        bound.GroupBy(parameter => parameter.Name).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    private static string ValueOf(ParameterInfo parameter) => parameter.GetCustomAttributes().OfType<IFromRouteMetadata>()
        .SingleOrDefault()?.Name ?? parameter.Name!;
}

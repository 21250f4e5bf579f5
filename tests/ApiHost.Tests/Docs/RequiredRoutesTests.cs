using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.TestKit;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Docs;

/// <summary>
/// Routes that <c>docs/api/http.md</c> lists as required and not served. One that is built moves to its feature on that page.
/// </summary>
public sealed partial class RequiredRoutesTests : IDisposable
{
    private const string Section = "## Required, not served yet";
    private const string NextSection = "\n### Served differently";
    private readonly Endpoints _endpoints = new(new FakeGrains());

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public void Required_route_of_the_page_is_not_served_yet()
    {
        var served = _endpoints.All.SelectMany(Shapes).ToHashSet(StringComparer.Ordinal);

        served.Count.ShouldBeGreaterThan(80);
        served.ShouldContain("GET /api/circles/{}/members");
        Required().ShouldNotBeEmpty();
        Required().Where(route => served.Contains(ShapeOf(route))).ShouldBeEmpty();
    }

    private static List<string> Required()
    {
        var page = Repository.Read("docs/api/http.md");
        var start = page.IndexOf(Section, StringComparison.Ordinal);
        var section = page[start..page.IndexOf(NextSection, start, StringComparison.Ordinal)];
        return [.. Row().Matches(section).Select(row => row.Groups["route"].Value)];
    }

    private static IEnumerable<string> Shapes(RouteEndpoint endpoint) =>
        (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Select(method => ShapeOf($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"));

    /// <summary>The route without the names of its parameters.</summary>
    private static string ShapeOf(string route) => Parameter().Replace(route, "{}");

    [GeneratedRegex(@"^\| `(?<route>[A-Z]+ /\S*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

using System.Net;
using System.Text.RegularExpressions;

namespace XelaConnect.EndToEnd.Tests.Docs;

/// <summary><c>docs/api/http.md</c> against the document that a host publishes.</summary>
[Collection(SharedHost.Name)]
public sealed partial class HttpPageTests(SharedHost shared)
{
    // Routes from here on are not in the document; RequiredRoutesTests holds those that are required and not served.
    private const string OutsideTheDocument = "### Outside the document";

    [Fact]
    public async Task Routes_of_the_page_are_those_of_the_document()
    {
        var page = Repository.Read("docs/api/http.md");
        page.ShouldContain(OutsideTheDocument);
        var documented = RoutesOf(page[..page.IndexOf(OutsideTheDocument, StringComparison.Ordinal)]);

        var paths = (await shared.Process.Anonymous.GetAsync("/openapi/v1.json")).Should(HttpStatusCode.OK).Json.GetProperty("paths");
        List<string> published = [.. paths.EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"))];

        published.Count.ShouldBeGreaterThan(50);
        documented.ShouldBeUnique();
        documented.Order(StringComparer.Ordinal).ShouldBe(published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Route_is_found_in_its_row_only() =>
        RoutesOf("`GET /api/x` is a route.\n| `POST /api/y/{id}` | anyone |\n| other | `GET /api/z` |\n").ShouldBe(["POST /api/y/{id}"]);

    private static List<string> RoutesOf(string text) => [.. Row().Matches(text).Select(row => row.Groups["route"].Value)];

    [GeneratedRegex(@"^\| `(?<route>[A-Z]+ /\S*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

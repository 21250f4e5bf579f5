using System.Net;
using System.Text.RegularExpressions;

namespace XelaConnect.EndToEnd.Tests.Docs;

/// <summary><c>docs/api/http.md</c> against the documents that a host publishes.</summary>
[Collection(SharedHost.Name)]
public sealed partial class HttpPageTests(SharedHost shared)
{
    // Routes from here on are in no document; RequiredRoutesTests holds those that are required and not served.
    private const string OutsideTheDocuments = "### Outside the documents";

    [Fact]
    public async Task Routes_of_the_page_are_those_of_both_documents()
    {
        var page = Repository.Read("docs/api/http.md");
        page.ShouldContain(OutsideTheDocuments);
        var documented = RoutesOf(page[..page.IndexOf(OutsideTheDocuments, StringComparison.Ordinal)]);

        List<string> published = [];
        foreach (var document in (string[])["v1", "beyond"])
        {
            var paths = (await shared.Process.Anonymous.GetAsync($"/openapi/{document}.json"))
                .Should(HttpStatusCode.OK).Json.GetProperty("paths");
            published.AddRange(paths.EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}")));
        }

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

using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>The grain catalogue in <c>docs/architecture.md</c> against the code.</summary>
public sealed partial class GrainCatalogueTests
{
    private static readonly List<(string Grain, string Journal)> Rows = Read();

    [Fact]
    public void Catalogue_lists_every_grain_of_the_code() => Rows.Select(row => row.Grain).Order(StringComparer.Ordinal)
        .ShouldBe(InCode(Rules.GrainType()));

    [Fact]
    public void Catalogue_lists_every_journal_of_the_code() =>
        Rows.Where(row => row.Journal != "none").Select(row => row.Journal.Trim('`')).Order(StringComparer.Ordinal)
            .ShouldBe(InCode(Rules.JournalName()));

    private static IEnumerable<string> InCode(Regex pattern) =>
        Tree.Source.SelectMany(file => pattern.Matches(file.Text)).Select(match => match.Groups[1].Value).Distinct()
            .Order(StringComparer.Ordinal);

    private static List<(string Grain, string Journal)> Read()
    {
        var page = File.ReadAllText(Path.Combine(Tree.Root, "docs/architecture.md"));
        return [.. Row().Matches(page[page.IndexOf("## Grain catalogue", StringComparison.Ordinal)..])
            .Select(row => (row.Groups["grain"].Value, row.Groups["journal"].Value))];
    }

    [GeneratedRegex(@"^\| `(?<grain>[a-z-]+)` \| (?<journal>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

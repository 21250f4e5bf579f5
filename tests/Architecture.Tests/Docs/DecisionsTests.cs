using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>The decision records and their index.</summary>
public sealed partial class DecisionsTests
{
    private static readonly IReadOnlyList<Page> Records = [.. Page.All.Where(page => Record().IsMatch(page.Path))];

    [Fact]
    public void Every_record_has_number_title_status_and_date()
    {
        Records.Count.ShouldBeGreaterThan(40);
        Records.Where(record => !Head().IsMatch(record.Text)).Select(record => record.Path).ShouldBeEmpty();
        Records.Where(record => NumberOf(record) != Head().Match(record.Text).Groups["number"].Value).Select(record => record.Path)
            .ShouldBeEmpty();
        Records.Select(NumberOf).ShouldBeUnique();
    }

    [Fact]
    public void Index_lists_every_record_as_it_is()
    {
        var index = Page.All.Single(page => page.Path == "docs/adr/README.md").Text.Split('\n')
            .Where(line => line.StartsWith("| [", StringComparison.Ordinal));

        index.ShouldBe(Records.OrderBy(record => record.Path, StringComparer.Ordinal).Select(record =>
        {
            var head = Head().Match(record.Text).Groups;
            return $"| [{NumberOf(record)}]({Path.GetFileName(record.Path)}) | {head["title"].Value} | {head["status"].Value} | "
                + $"{head["date"].Value} |";
        }));
    }

    private static string NumberOf(Page record) => Path.GetFileName(record.Path)[..4];

    [GeneratedRegex(@"^docs/adr/\d{4}-[a-z0-9-]+\.md$")]
    private static partial Regex Record();

    [GeneratedRegex(
        @"\A# (?<number>\d{4}): (?<title>.+)\n\nStatus: (?<status>accepted|accepted; .+|superseded by .+)\n\n"
        + @"Date: (?<date>\d{4}-\d{2}-\d{2})\n\n")]
    private static partial Regex Head();
}

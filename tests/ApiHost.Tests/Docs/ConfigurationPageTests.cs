using System.Text.RegularExpressions;
using XelaConnect.ServiceDefaults;
using XelaConnect.TestKit;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Docs;

/// <summary><c>docs/configuration.md</c> against the settings that the code knows.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly string[] OfOthers = ["ConnectionStrings:Postgres", "OTEL_EXPORTER_OTLP_ENDPOINT"];

    [Fact]
    public void Page_lists_every_known_setting_and_no_other() =>
        Rows().Select(row => row.Key).Order(StringComparer.Ordinal)
            .ShouldBe(KnownSettings.All.Concat(OfOthers).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_has_process_default_range_and_meaning()
    {
        foreach (var (key, cells) in Rows())
        {
            cells.Length.ShouldBe(4, key);
            cells[0].ShouldBeOneOf("silo", "API host", "both");
            cells.ShouldAllBe(cell => cell.Length > 0, key);
        }
    }

    private static List<(string Key, string[] Cells)> Rows() =>
        [.. Row().Matches(Repository.Read("docs/configuration.md"))
            .Select(row => (row.Groups["key"].Value, row.Groups["rest"].Value.Split(" | ")))];

    [GeneratedRegex(@"^\| `(?<key>[\w:]+)` \| (?<rest>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

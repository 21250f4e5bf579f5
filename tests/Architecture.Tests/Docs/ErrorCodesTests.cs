using System.Globalization;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>The table of error codes in <c>docs/api/http.md</c> against the faults in the code.</summary>
public sealed partial class ErrorCodesTests
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["Invalid"] = 400, ["Unauthenticated"] = 401, ["PaymentRequired"] = 402, ["Forbidden"] = 403,
        ["NotFound"] = 404, ["Conflict"] = 409, ["TooMany"] = 429, ["Unavailable"] = 503,
    };

    // These have a status of their own, independent of their kind.
    private static readonly Dictionary<string, int> OwnStatuses = new(StringComparer.Ordinal)
    {
        ["method_not_allowed"] = 405, ["too_large"] = 413, ["unsupported_media_type"] = 415, ["internal_error"] = 500,
    };

    [Fact]
    public void Page_lists_every_fault_of_the_code_with_its_status()
    {
        var faults = Tree.Source.SelectMany(file => Fault().Matches(file.Text))
            .Select(match => (Code: match.Groups["code"].Value, Kind: match.Groups["kind"].Value)).Distinct()
            .Select(fault => $"{fault.Code} {OwnStatuses.GetValueOrDefault(fault.Code, Statuses[fault.Kind])}").ToList();
        var page = File.ReadAllText(Path.Combine(Tree.Root, "docs/api/http.md"));
        var listed = Row().Matches(page[page.IndexOf("## Error codes", StringComparison.Ordinal)..])
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Groups["code"].Value} {row.Groups["status"].Value}"))
                .ToList();

        faults.Count.ShouldBeGreaterThan(60);
        faults.Select(fault => fault.Split(' ')[0]).ShouldBeUnique();
        listed.Order(StringComparer.Ordinal).ShouldBe(faults.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""new\(\s*FaultKind\.(?<kind>\w+),\s*"(?<code>[a-z_]+)"|new Fault\(\s*FaultKind\.(?<kind>\w+),\s*"(?<code>[a-z_]+)""")]
    private static partial Regex Fault();

    [GeneratedRegex(@"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

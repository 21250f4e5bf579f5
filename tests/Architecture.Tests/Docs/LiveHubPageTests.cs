using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary><c>docs/api/live-hub.md</c> against the hub's methods and events in the code.</summary>
public sealed partial class LiveHubPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Tree.Root, "docs/api/live-hub.md"));

    [Fact]
    public void Page_lists_every_method_of_the_hub()
    {
        var methods = Tree.Source.Where(file => file.Text.Contains("class LiveHub(", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToList();

        methods.Count.ShouldBeGreaterThan(7);
        Rows("## Methods", "### Refusals").ShouldBe(methods, ignoreOrder: true);
    }

    [Fact]
    public void Page_lists_every_event_of_the_hub()
    {
        var events = Tree.Source.Where(file => file.Text.Contains("static class LiveEvents", StringComparison.Ordinal))
            .SelectMany(file => Event().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToList();

        events.Count.ShouldBeGreaterThan(12);
        Rows("## Events", "## Rules for clients").ShouldBe(events, ignoreOrder: true);
    }

    private static List<string> Rows(string from, string to)
    {
        var start = Page.IndexOf(from, StringComparison.Ordinal);
        return [.. Row().Matches(Page[start..Page.IndexOf(to, start, StringComparison.Ordinal)]).Select(row => row.Groups["name"].Value)];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^    public (?:async )?Task(?:<.+>)? (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Method();

    [GeneratedRegex("""public const string \w+ = "(?<name>\w+)";""")]
    private static partial Regex Event();
}

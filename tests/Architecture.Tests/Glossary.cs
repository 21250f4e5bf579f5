using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests;

/// <summary>The words that the glossary replaces.</summary>
internal static partial class Glossary
{
    /// <summary>The first column of the list "Not used".</summary>
    public static readonly IReadOnlyList<string> NotUsed = Read();

    private static List<string> Read()
    {
        var glossary = Docs.Page.All.Single(page => page.Path == "docs/glossary.md").Text;
        return [.. Row().Matches(glossary[glossary.IndexOf("## Not used", StringComparison.Ordinal)..]).Skip(1)
            .SelectMany(row => row.Groups["words"].Value.Split(',', StringSplitOptions.TrimEntries)).Where(word => !word.StartsWith('-'))];
    }

    [GeneratedRegex(@"^\| (?<words>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}

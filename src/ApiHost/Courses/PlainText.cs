using System.Text.RegularExpressions;

namespace XelaConnect.ApiHost.Courses;

/// <summary>
/// A Markdown text without its signs, for clients that show it as it is. Headings and paragraphs stay lines of their
/// own, lists keep their numbers or dots, a row of a table becomes "first: second", and <c>___</c> to fill in "…".
/// </summary>
internal static partial class PlainText
{
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(markdown))]
    public static string? Of(string? markdown) => markdown is null ? null : Gaps().Replace(string.Join('\n',
        markdown.ReplaceLineEndings("\n").Split('\n').Where(static line => !Rule().IsMatch(line)).Select(Line)), "\n\n")
        .Trim();

    private static string Line(string line)
    {
        var text = Bullet().Replace(Start().Replace(line, ""), "$1• ");
        if (text.StartsWith('|')) text = Row(text);
        text = Link().Replace(Image().Replace(Blank().Replace(text, "…"), "$1"), "$1 ($2)");
        // Twice, for emphasis within emphasis.
        return Emphasis().Replace(Emphasis().Replace(text, "$2"), "$2").TrimEnd();
    }

    private static string Row(string row)
    {
        var cells = row.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
        return cells.Length == 1 ? cells[0] : $"{cells[0]}: {string.Join(", ", cells[1..])}";
    }

    [GeneratedRegex(@"^\s*(\|?[\s|:]*-{3,}[\s|:-]*|\*{3,}|_{3,}|`{3,}.*|={3,})\s*$")]
    private static partial Regex Rule();
    [GeneratedRegex(@"^\s{0,3}(#{1,6}\s+|(>\s?)+)")]
    private static partial Regex Start();
    [GeneratedRegex(@"^(\s*)[-*+]\s+")]
    private static partial Regex Bullet();
    [GeneratedRegex(@"(?<![\w_])_{3,}(?![\w_])")]
    private static partial Regex Blank();
    [GeneratedRegex(@"!\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Image();
    [GeneratedRegex(@"\[([^\]]*)\]\(([^)\s]*)[^)]*\)")]
    private static partial Regex Link();
    [GeneratedRegex(@"(?<!\w)(\*{1,3}|_{1,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")]
    private static partial Regex Emphasis();
    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Gaps();
}

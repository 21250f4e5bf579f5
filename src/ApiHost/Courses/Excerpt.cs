using System.Text.RegularExpressions;

namespace XelaConnect.ApiHost.Courses;

/// <summary>The first paragraph of a Markdown text as plain text, shortened for lists.</summary>
internal static partial class Excerpt
{
    /// <summary>Maximum characters of an excerpt, including the ellipsis.</summary>
    public const int Max = 160;
    private const int ScannedLength = 4 * Max;

    public static string Of(string? markdown)
    {
        foreach (var block in Blank().Split((markdown ?? "").ReplaceLineEndings("\n")))
        {
            // A heading may be on the line before its paragraph.
            var lines = block.Split('\n').Where(l => !Heading().IsMatch(l)).Select(l => Mark().Replace(l, ""));
            var text = Plain(string.Join(' ', lines));
            if (text.Length > 0) return Shortened(text);
        }
        return "";
    }

    private static string Plain(string markdown)
    {
        var text = Link().Replace(markdown.Length > ScannedLength ? markdown[..ScannedLength] : markdown, "$1");
        // Twice, for emphasis within emphasis.
        text = Emphasis().Replace(Emphasis().Replace(text, "$2"), "$2");
        return Spaces().Replace(text, " ").Trim();
    }

    private static string Shortened(string text)
    {
        if (text.Length <= Max) return text;
        var end = text.LastIndexOf(' ', Max - 1);
        if (end < Max / 2) end = char.IsLowSurrogate(text[Max - 1]) ? Max - 2 : Max - 1;
        return text[..end].TrimEnd(' ', ',', ';', ':', '.') + "…";
    }

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex Blank();
    [GeneratedRegex(@"^\s{0,3}(#{1,6}(\s|$)|[-=*_]{3,}\s*$)")]
    private static partial Regex Heading();
    [GeneratedRegex(@"^\s*(>\s?|[-*+]\s+|\d{1,3}[.)]\s+)+")]
    private static partial Regex Mark();
    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
    [GeneratedRegex(@"(?<!\w)(\*{1,3}|_{1,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1(?!\w)")]
    private static partial Regex Emphasis();
    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

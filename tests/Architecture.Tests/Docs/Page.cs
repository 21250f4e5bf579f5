using System.Text;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>A page of the repository: its path below the root, and its text.</summary>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] Ignored = ["bin", "obj", "node_modules", "TestResults", ".git"];

    /// <summary>Every page of the repository.</summary>
    public static readonly IReadOnlyList<Page> All =
        [.. Files(new DirectoryInfo(Tree.Root))
            .Select(
            file =>
            new Page(System.IO.Path.GetRelativePath(Tree.Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)))];

    /// <summary>The anchors of its headings, as the hosts of repositories make them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (Match heading in Heading().Matches(WithoutBlocks))
            {
                var anchor = AnchorOf(heading.Groups["text"].Value);
                for (var (unique, again) = (anchor, 1); !anchors.Add(unique); again++) unique = $"{anchor}-{again}";
            }
            return anchors;
        }
    }

    /// <summary>The targets of its links, outside code.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(link => link.Groups["target"].Value);

    /// <summary>Its text without code blocks and code spans.</summary>
    public string Prose => Span().Replace(WithoutBlocks, "");

    /// <summary>Its text without code blocks.</summary>
    public string WithoutBlocks => Block().Replace(Text, "");

    private static string AnchorOf(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var rune in LinkText().Replace(heading, "${text}").Trim().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_') anchor.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (rune.Value == ' ') anchor.Append('-');
        }
        return anchor.ToString();
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo directory) =>
        directory.EnumerateFiles("*.md")
            .Concat(directory.EnumerateDirectories().Where(child => !Ignored.Contains(child.Name)).SelectMany(Files));

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?<!\\)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"^```.*?^```[^\S\n]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Span();
}

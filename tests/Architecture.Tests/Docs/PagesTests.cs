using System.Text;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>What holds for every page. Each rule is also tried on a sample that breaks it.</summary>
public sealed partial class PagesTests
{
    private const int MostBytesOfReadme = 8 * 1024;

    [Fact]
    public void Every_relative_link_and_anchor_resolves()
    {
        Page.All.Count.ShouldBeGreaterThan(50);
        Page.All.Sum(page => page.Links.Count()).ShouldBeGreaterThan(100);
        Page.All.SelectMany(page => BrokenLinks(page, Page.All)).ShouldBeEmpty();
    }

    [Fact]
    public void Broken_links_are_found()
    {
        Page[] pages =
        [
            new("README.md",
                "# One\n[ok](docs/a.md) [ok](docs/a.md#two-words) [ok](#one) [ok](https://example.org/x.md) [bad](docs/b.md) "
                + "[bad](docs/a.md#three) [bad](#two) `[code](no.md)`"),
            new("docs/a.md", "## `Two` words!\n[ok](../README.md#one)\n```\n# Three\n```\n"),
        ];

        pages.SelectMany(page => BrokenLinks(page, pages))
            .ShouldBe(["README.md: docs/b.md", "README.md: docs/a.md#three", "README.md: #two"]);
    }

    [Fact]
    public void Every_path_in_a_page_exists()
    {
        Page.All.Sum(page => PathsOf(page).Count()).ShouldBeGreaterThan(80);
        Page.All.SelectMany(page => PathsOf(page).Where(path => !Path.Exists(Path.Combine(Tree.Root, path)))
            .Select(path => $"{page.Path}: {path}")).ShouldBeEmpty();
    }

    [Fact]
    public void Path_of_a_target_or_with_a_variable_part_is_left_out()
    {
        const string Text =
            "| `src/Later` (**target**) |\n`src/Now` `src/<Feature>` `tests/*/x` src/Prose\n```\n`src/Block`\n```\n`bench/A.cs`\n";

        PathsOf(new Page("docs/a.md", Text)).ShouldBe(["src/Now", "bench/A.cs"]);
    }

    [Fact]
    public void Readme_is_an_introduction() => Encoding.UTF8.GetByteCount(Page.All.Single(page => page.Path == "README.md").Text)
        .ShouldBeLessThanOrEqualTo(MostBytesOfReadme);

    [Fact]
    public void Pages_use_the_words_of_the_glossary()
    {
        var words = Glossary.NotUsed;

        words.Count.ShouldBeGreaterThan(7);
        Page.All.SelectMany(page => Found(page, words)).ShouldBeEmpty();
    }

    [Fact]
    public void Words_that_are_not_used_are_found_in_prose_only() =>
        Found(new Page("docs/a.md", "The lane is `void`.\n[text](void.md)\n```\nowed\n```\nUnowed, TOLD.\n"),
            ["lane", "void", "owed", "told"]).ShouldBe(["docs/a.md: lane", "docs/a.md: told"]);

    private static IEnumerable<string> BrokenLinks(Page page, IReadOnlyList<Page> pages)
    {
        foreach (var link in page.Links)
        {
            if (Scheme().IsMatch(link)) continue;
            var (path, anchor) = link.Split('#', 2) is [var file, var name] ? (file, name) : (link, null);
            var target = path.Length == 0
                ? page.Path
                : Path.GetRelativePath(Tree.Root, Path.GetFullPath(Path.Combine(Tree.Root, Path.GetDirectoryName(page.Path)!, path)))
                .Replace('\\', '/');
            var found = pages.FirstOrDefault(other => other.Path == target);
            var resolves = found is not null ? anchor is null || found.Anchors.Contains(anchor) : anchor is null
                && Path.Exists(Path.Combine(Tree.Root, target));
            if (!resolves) yield return $"{page.Path}: {link}";
        }
    }

    /// <summary>
    /// Files and folders of the repository that the page names in code spans. A target is not built yet; the changelog speaks of the past.
    /// </summary>
    private static IEnumerable<string> PathsOf(Page page) => page.Path == "CHANGELOG.md" ? []
        : page.WithoutBlocks.Split('\n').Where(line => !line.Contains("(**target**)", StringComparison.Ordinal))
            .SelectMany(line => RepositoryPath().Matches(line)).Select(path => path.Groups["path"].Value);

    private static IEnumerable<string> Found(Page page, IReadOnlyList<string> words)
    {
        var prose = Target()
            .Replace(page.Path == "docs/glossary.md"
            ? page.Prose[..page.Prose.IndexOf("## Not used", StringComparison.Ordinal)]
            : page.Prose, "]");
        return words.Where(word => Regex.IsMatch(prose, $@"\b{Regex.Escape(word)}\b", RegexOptions.IgnoreCase))
            .Select(word => $"{page.Path}: {word}");
    }

    [GeneratedRegex(@"`(?<path>(?:src|tests|bench|deploy|docs)/[\w./-]*)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^[a-z]+:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex Target();
}

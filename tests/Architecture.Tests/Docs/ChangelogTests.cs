using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

public sealed partial class ChangelogTests
{
    [Fact]
    public void Newest_version_of_the_changelog_is_the_version_of_the_build()
    {
        var changelog = File.ReadAllText(Path.Combine(Tree.Root, "CHANGELOG.md"));
        var build = File.ReadAllText(Path.Combine(Tree.Root, "Directory.Build.props"));

        changelog.IndexOf("## Unreleased", StringComparison.Ordinal)
            .ShouldBeInRange(0, changelog.IndexOf("## 0", StringComparison.Ordinal));
        Released().Match(changelog).Groups["version"].Value.ShouldBe(Built().Match(build).Groups["version"].Value);
    }

    [GeneratedRegex(@"^## (?<version>\d+\.\d+\.\d+) - \d{4}-\d{2}-\d{2}$", RegexOptions.Multiline)]
    private static partial Regex Released();

    [GeneratedRegex(@"<Version>(?<version>[^<]+)</Version>")]
    private static partial Regex Built();
}

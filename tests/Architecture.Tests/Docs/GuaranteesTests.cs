using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>The promises of <c>docs/guarantees.md</c>: each names tests that exist.</summary>
public sealed partial class GuaranteesTests
{
    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var promises = File.ReadAllLines(Path.Combine(Tree.Root, "docs/guarantees.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();

        promises.Count.ShouldBeGreaterThan(30);
        foreach (var promise in promises) Test().Count(promise).ShouldBeGreaterThan(0, promise);
        promises.SelectMany(promise => Test().Matches(promise)).Select(test => test.Groups["path"].Value).Where(path => !HoldsTests(path))
            .ShouldBeEmpty();
    }

    [Fact]
    public void File_without_tests_holds_none()
    {
        HoldsTests("tests/Architecture.Tests/Docs").ShouldBeTrue();
        HoldsTests("tests/Architecture.Tests/Tree.cs").ShouldBeFalse();
        HoldsTests("tests/Nowhere.Tests/NothingTests.cs").ShouldBeFalse();
    }

    private static bool HoldsTests(string path)
    {
        var full = Path.Combine(Tree.Root, path);
        var files = Directory.Exists(full) ? Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories) : File.Exists(full)
            ? [full]
            : [];
        return files.Any(file => Fact().IsMatch(File.ReadAllText(file)));
    }

    [GeneratedRegex(@"`(?<path>tests/[^`]+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"^\s*\[(Fact|Theory|\w+Fact|\w+Theory)\b", RegexOptions.Multiline)]
    private static partial Regex Fact();
}

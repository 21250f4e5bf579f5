using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Docs;

/// <summary>
/// The promises of <c>docs/guarantees.md</c>: each names tests that exist, as <c>Project/Class</c> or <c>Project/Class.Method</c>.
/// </summary>
public sealed partial class GuaranteesTests
{
    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var promises = File.ReadAllLines(Path.Combine(Tree.Root, "docs/guarantees.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToList();
        var named = promises.SelectMany(promise => Named().Matches(promise)).Select(name => name.Groups["name"].Value).ToList();

        promises.Count.ShouldBeGreaterThan(30);
        promises.Where(promise => !Named().IsMatch(promise.Split(" | ")[1])).ShouldBeEmpty();
        named.Count(name => name.Contains('.', StringComparison.Ordinal)).ShouldBeGreaterThan(0);
        named.Where(name => !IsTest(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Missing_project_class_or_method_is_noticed()
    {
        IsTest("Architecture.Tests/GuaranteesTests").ShouldBeTrue();
        IsTest("Architecture.Tests/GuaranteesTests.Every_promise_names_tests_that_exist").ShouldBeTrue();
        IsTest("Architecture.Tests/GuaranteesTests.IsTest").ShouldBeFalse();
        IsTest("Architecture.Tests/Tree").ShouldBeFalse();
        IsTest("Architecture.Tests/JournalTests").ShouldBeFalse();
        IsTest("Nowhere.Tests/GuaranteesTests").ShouldBeFalse();
    }

    /// <summary>Whether the class holds tests, and the method, where one is named, is one of them.</summary>
    private static bool IsTest(string name)
    {
        var parts = Named().Match($"`{name}`").Groups;
        var project = Path.Combine(Tree.Root, "tests", parts["project"].Value);
        if (!Directory.Exists(project)) return false;
        return Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)
            .Where(text => Regex.IsMatch(text, $@"\bclass {parts["class"].Value}\b"))
            .SelectMany(text => Test().Matches(text)).Select(test => test.Groups["method"].Value)
            .Any(method => !parts["method"].Success || parts["method"].Value == method);
    }

    [GeneratedRegex(@"`(?<name>(?<project>\w+\.Tests)/(?<class>\w+)(?:\.(?<method>\w+))?)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^ *\[\w*(?:Fact|Theory)\b.*?\b(?:void|Task) (?<method>\w+)\(", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Test();
}

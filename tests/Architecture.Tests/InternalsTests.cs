using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests;

/// <summary>Assemblies of the product use each other through public entries. Only tests and bench see internals.</summary>
public sealed partial class InternalsTests
{
    [Fact]
    public void Internals_are_visible_to_tests_and_bench_only()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Tree.Root, "src"), "*.*proj", SearchOption.AllDirectories)
            .Concat(Tree.Source.Where(file => file.Text.Contains("InternalsVisibleTo", StringComparison.Ordinal)).Select(file => Path.Combine(Tree.Root, file.Path)))
            .ToList();
        files.Count.ShouldBeGreaterThan(6);
        files.SelectMany(file => Broken(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<InternalsVisibleTo Include=\"XelaConnect.Silo\" />", "XelaConnect.Silo")]
    [InlineData("[assembly: InternalsVisibleTo(\"XelaConnect.Grains\")]", "XelaConnect.Grains")]
    [InlineData("<InternalsVisibleTo Include=\"XelaConnect.Silo.Tests\" />", null)]
    public void Internals_visible_to_the_product_are_found(string text, string? found) =>
        Broken(text).ShouldBe(found is null ? [] : [found]);

    private static IEnumerable<string> Broken(string text)
    {
        var product =
            Directory.EnumerateDirectories(Path.Combine(Tree.Root, "src")).Select(folder => "XelaConnect." + Path.GetFileName(folder));
        return Friend().Matches(text).Select(match => match.Groups[1].Value).Intersect(product);
    }

    [GeneratedRegex("InternalsVisibleTo(?: Include=|\\()\"([A-Za-z.]+)\"")]
    private static partial Regex Friend();
}

using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>The names of tests: words joined by underscores, one clause, in the words of the glossary.</summary>
public sealed class TestNamesTests
{
    private const int MaxLength = 80;

    /// <summary>A name of fewer words has no subject and outcome.</summary>
    private const int MinWords = 2;

    [Fact]
    public void Test_names_are_short_and_in_the_words_of_the_glossary() =>
        Allowance
            .ShouldMatch("tests.txt",
            [.. Tree.AllCode.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(Misnamed)]);

    [Theory]
    [InlineData("Works")]
    [InlineData("PostIsStored")]
    [InlineData("Reader_who_is_told_waits")]
    [InlineData("Post_of_a_member_who_left_the_circle_while_it_was_sent_is_rejected_and_nothing_is_stored")]
    public void Misnamed_test_is_found(string name) => Misnamed(Sample(name)).ShouldHaveSingleItem();

    [Theory]
    [InlineData("Post_by_non_member_is_rejected")]
    [InlineData("Cursor_round_trips")]
    public void Well_named_test_is_not_found(string name) => Misnamed(Sample(name)).ShouldBeEmpty();

    private static SourceFile Sample(string name) =>
        new("tests/a.cs", $"class C {{ [Fact] public void {name}() {{ }} void NotATest() {{ }} }}");

    private static IEnumerable<Finding> Misnamed(SourceFile file) =>
        from method in Syntax.Of(file).DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(IsTest)
        let name = method.Identifier.ValueText
        let words = name.Split('_')
        where name.Length > MaxLength || words.Length < MinWords || Glossary.NotUsed.Any(word => Holds(name, word))
        select Finding.At(file, method.Identifier.GetLocation(), name);

    private static bool Holds(string name, string word) =>
        $"_{name}_".Contains($"_{word.Replace(' ', '_')}_", StringComparison.OrdinalIgnoreCase);

    private static bool IsTest(AttributeSyntax attribute) => attribute.Name.ToString() is var name
        && (name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal));
}

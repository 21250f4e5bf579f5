using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>
/// The words that the glossary does not use are in no declared identifier, comment or string of <c>src</c>. Wire names are excepted.
/// </summary>
public sealed partial class LanguageTests
{
    /// <summary>Attributes whose arguments are names of stored or sent forms.</summary>
    private static readonly HashSet<string> WireAttributes =
        ["Alias", "GrainType", "JsonDerivedType", "JsonPropertyName", "JsonStringEnumMemberName"];

    /// <summary>Texts that clients, stores or other services already know.</summary>
    private static readonly HashSet<string> WireTexts =
    [
        "The answer was begun anew. It comes as XelaDelta and is in the conversation.",
    ];

    [Fact]
    public void Source_uses_the_words_of_the_glossary() =>
        Allowance.ShouldMatch("language.txt", [.. Tree.Source.SelectMany(file => Find(file, Glossary.NotUsed))]);

    [Theory]
    [InlineData("class Lane;", "lane")]
    [InlineData("class C { int owedCount; }", "owed")]
    [InlineData("class C { void M(int soMany) { } }", "so many")]
    [InlineData("// It was told.\nclass C;", "told")]
    [InlineData("/// <summary>Whoever calls.</summary>\nclass C;", "whoever")]
    [InlineData("class C { string s = \"worn out\"; }", "worn")]
    [InlineData("class C { string s = $\"{1} anew\"; }", "anew")]
    public void Word_that_is_not_used_is_found(string source, string word) =>
        Find(new SourceFile("src/Grains/Sample.cs", source), Glossary.NotUsed).ShouldHaveSingleItem().What.ShouldContain(word);

    [Theory]
    [InlineData("class C { void M() { } }")]
    [InlineData("class C { [JsonPropertyName(\"owed\")] int Debt; }")]
    [InlineData("class Aggregate { int navigate; string plane; }")]
    [InlineData("class C { int M() => told.Count; }")]
    public void Other_words_are_not_found(string source) =>
        Find(new SourceFile("src/Grains/Sample.cs", source), Glossary.NotUsed).ShouldBeEmpty();

    internal static IEnumerable<Finding> Find(SourceFile file, IReadOnlyList<string> words)
    {
        var root = Syntax.Of(file);
        var pattern = PatternOf(words);
        foreach (var token in root.DescendantTokens(descendIntoTrivia: true))
            if (TextOf(token) is { } text)
                foreach (Match match in pattern.Matches(text))
                    yield return Finding.At(file, token.GetLocation(), $"{match.Value} in \"{Short(text)}\"");
        foreach (var trivia in root.DescendantTrivia())
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
                foreach (Match match in pattern.Matches(trivia.ToString()))
                    yield return Finding.At(file, trivia.GetLocation(), $"{match.Value} in a comment");
    }

    private static string? TextOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.IdentifierToken when token.Parent is not SimpleNameSyntax => Words().Replace(token.ValueText, " ").ToLowerInvariant(),
        SyntaxKind.XmlTextLiteralToken => token.ValueText,
        SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken
            when !WireTexts.Contains(token.ValueText) && !IsWireName(token) => token.ValueText,
        _ => null,
    };

    private static bool IsWireName(SyntaxToken token) =>
        token.Parent?.AncestorsAndSelf().OfType<AttributeSyntax>().FirstOrDefault() is { } attribute
        && WireAttributes.Contains(attribute.Name.ToString().Split('.')[^1]);

    private static Regex PatternOf(IReadOnlyList<string> words) =>
        new($@"\b(?:{string.Join('|', words.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Short(string text) => text.Length <= 60 ? text.Trim() : text[..60].Trim();

    /// <summary>The boundaries of the words of an identifier.</summary>
    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")]
    private static partial Regex Words();
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>Line lengths and the names of private fields, in <c>src</c>, <c>tests</c> and <c>bench</c>.</summary>
public sealed partial class LayoutTests
{
    private const int MaxLineLength = 140;

    [Fact]
    public void Lines_have_at_most_140_columns() => Allowance.ShouldMatch("lines.txt", [.. Tree.AllCode.SelectMany(LongLines)]);

    [Fact]
    public void Line_over_the_limit_is_found()
    {
        LongLines(new SourceFile("src/a.cs", $"{new string('a', 140)}\n{new string('b', 141)}\n")).ShouldHaveSingleItem().Line.ShouldBe(2);
        // Columns are characters, not UTF-16 units.
        LongLines(new SourceFile("src/a.cs", string.Concat(Enumerable.Repeat("🌿", 140)))).ShouldBeEmpty();
    }

    [Fact]
    public void Private_fields_are_named_in_one_style() =>
        Allowance.ShouldMatch("fields.txt", [.. Tree.AllCode.SelectMany(MisnamedFields)]);

    [Theory]
    [InlineData("class C { private int _count; }")]
    [InlineData("class C { int Count; }")]
    [InlineData("class C { private static readonly int count; }")]
    [InlineData("class C { private const int max = 1; }")]
    [InlineData("class C { private static int s_count; }")]
    public void Misnamed_field_is_found(string source) => MisnamedFields(new SourceFile("src/a.cs", source)).ShouldHaveSingleItem();

    [Theory]
    [InlineData("class C { private int count; readonly int id; private static int total; }")]
    [InlineData("class C { private static readonly int Limit = 1; const int Max = 2; public int Shown; }")]
    public void Well_named_fields_are_not_found(string source) => MisnamedFields(new SourceFile("src/a.cs", source)).ShouldBeEmpty();

    private static IEnumerable<Finding> LongLines(SourceFile file) => file.Text.Split('\n').Select(Columns)
        .Select((columns, index) => (Columns: columns, Line: index + 1)).Where(line => line.Columns > MaxLineLength)
        .Select(line => new Finding(file.Path, line.Line, $"{line.Columns} columns"));

    private static int Columns(string line) => line.TrimEnd('\r').EnumerateRunes().Count();

    private static IEnumerable<Finding> MisnamedFields(SourceFile file) =>
        from field in Syntax.Of(file).DescendantNodes().OfType<FieldDeclarationSyntax>()
        where IsPrivate(field)
        let pattern = IsConstant(field) ? Pascal() : Camel()
        from variable in field.Declaration.Variables
        where !pattern.IsMatch(variable.Identifier.ValueText)
        select Finding.At(file, variable.GetLocation(), variable.Identifier.ValueText);

    private static bool IsPrivate(FieldDeclarationSyntax field) => field.Parent is not InterfaceDeclarationSyntax
        && !field.Modifiers.Any(SyntaxKind.PublicKeyword) && !field.Modifiers.Any(SyntaxKind.InternalKeyword)
        && !field.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    private static bool IsConstant(FieldDeclarationSyntax field) => field.Modifiers.Any(SyntaxKind.ConstKeyword)
        || (field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword));

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Pascal();

    [GeneratedRegex("^@?[a-z][A-Za-z0-9]*$")]
    private static partial Regex Camel();
}

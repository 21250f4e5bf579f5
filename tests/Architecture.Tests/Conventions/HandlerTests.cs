using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>
/// A handler of an endpoint or a hub method makes one grain call and maps its result. By syntax: it counts calls of grains that come from a
/// grain factory, and calls that the factory is passed to. The handlers with more are listed with the reason.
/// </summary>
public sealed class HandlerTests
{
    private const string List = "tests/Architecture.Tests/Allowances/handlers.txt";

    [Fact]
    public void Handler_makes_one_grain_call_or_is_listed()
    {
        var handlers = Tree.Source.Where(file => file.Project == "ApiHost").SelectMany(Handlers).ToList();

        handlers.Count.ShouldBeGreaterThan(60);
        var found = handlers.Where(handler => handler.Calls > 1).Select(handler => $"{handler.Name} {handler.Calls}")
            .Order(StringComparer.Ordinal).ToList();
        var reasons = Repository.Read(List).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(" # ", 2))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        // A handler that is written into the list still needs a reason by hand.
        if (Allowance.IsWritten)
            File.WriteAllLines(Path.Combine(Tree.Root, List), found.Select(line => $"{line} # {reasons.GetValueOrDefault(line)}"));
        found.ShouldBe(reasons.Keys.Order(StringComparer.Ordinal));
        reasons.Where(handler => handler.Value.Length == 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("static Task<IResult> H(IGrainFactory grains) { await grains.A(1).X(); return Y(grains); }", 2)]
    [InlineData("static Task<IResult> H(IGrainFactory grains) { var a = grains.A(1); await a.X(); await a.Y(); }", 2)]
    [InlineData("static Task<IResult> H(IGrainFactory grains) => Map(await grains.A(1).X());", 1)]
    [InlineData("static Task<IResult> H(IGrainFactory grains) { if (x) return await B(grains, 1); return await C(grains.A(2)); }", 2)]
    public void Grain_calls_are_counted(string method, int calls) =>
        Handlers(new SourceFile("src/ApiHost/Circles/Sample.cs", $"class C {{ {method} }}")).ShouldHaveSingleItem().Calls.ShouldBe(calls);

    private static IEnumerable<(string Name, int Calls)> Handlers(SourceFile file) =>
        from method in Syntax.Of(file).DescendantNodes().OfType<MethodDeclarationSyntax>()
        where IsHandler(file, method)
        select ($"{Path.GetFileNameWithoutExtension(file.Path)}.{method.Identifier.ValueText}", Calls(method));

    private static bool IsHandler(SourceFile file, MethodDeclarationSyntax method) =>
        file.Path.EndsWith("/LiveHub.cs", StringComparison.Ordinal)
            ? method.Modifiers.Any(modifier => modifier.ValueText == "public")
            : method.ReturnType.ToString() is "Task<IResult>" or "ValueTask<IResult>"
                && method.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() == "IGrainFactory");

    private static int Calls(MethodDeclarationSyntax method)
    {
        var grains = method.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(variable => variable.Initializer?.Value is InvocationExpressionSyntax call && IsGrain(call))
            .Select(variable => variable.Identifier.ValueText).ToHashSet(StringComparer.Ordinal);
        return method.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(call => IsGrainCall(call, grains)
            || TakesGrains(call, grains));
    }

    /// <summary>A method of a grain: <c>grains.Circle(id).GetAsync()</c> or <c>circle.GetAsync()</c>.</summary>
    private static bool IsGrainCall(InvocationExpressionSyntax call, HashSet<string> grains) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && receiver switch
        {
            InvocationExpressionSyntax grain => IsGrain(grain),
            IdentifierNameSyntax name => grains.Contains(name.Identifier.ValueText),
            _ => false,
        };

    /// <summary>An accessor of the factory: <c>grains.Circle(id)</c>.</summary>
    private static bool IsGrain(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name } && IsFactory(name);

    private static bool TakesGrains(InvocationExpressionSyntax call, HashSet<string> grains) =>
        call.ArgumentList.Arguments.Any(argument => argument.Expression switch
        {
            IdentifierNameSyntax name => IsFactory(name) || grains.Contains(name.Identifier.ValueText),
            InvocationExpressionSyntax grain => IsGrain(grain),
            _ => false,
        });

    private static bool IsFactory(IdentifierNameSyntax name) => name.Identifier.ValueText is "grains" or "cluster";
}

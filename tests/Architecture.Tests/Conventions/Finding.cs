using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace XelaConnect.Architecture.Tests.Conventions;

/// <summary>A place in a file that breaks a convention.</summary>
internal sealed record Finding(string Path, int Line, string What)
{
    /// <summary>The finding at a syntax node, token or trivia.</summary>
    public static Finding At(SourceFile file, Location location, string what) =>
        new(file.Path, location.GetLineSpan().StartLinePosition.Line + 1, what);

    public override string ToString() => $"{Path}:{Line}: {What}";
}

/// <summary>Parses source files, each once.</summary>
internal static class Syntax
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<SourceFile, SyntaxNode> Trees = new();

    public static SyntaxNode Of(SourceFile file) => Trees.GetOrAdd(file, static file => CSharpSyntaxTree.ParseText(file.Text).GetRoot());
}

/// <summary>
/// The findings of a convention that existing files may still have: one line "path count" for each file, exact, so that the number can only
/// shrink. With the variable <c>XELA_WRITE_ALLOWANCES</c> the file is written instead of compared.
/// </summary>
internal static class Allowance
{
    /// <summary>Whether the lists are written instead of compared.</summary>
    public static bool IsWritten => Environment.GetEnvironmentVariable("XELA_WRITE_ALLOWANCES") is { Length: > 0 };

    /// <summary>Fails with the findings of every file whose number differs from the allowed one.</summary>
    public static void ShouldMatch(string name, IReadOnlyCollection<Finding> findings)
    {
        var path = Path.Combine(Tree.Root, "tests", "Architecture.Tests", "Allowances", name);
        var counts =
            findings.GroupBy(finding => finding.Path).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        if (IsWritten)
            File.WriteAllLines(path, counts.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}"));
        Differences(Read(path), counts, findings).ShouldBeEmpty();
    }

    /// <summary>What is not allowed, and allowances that are not needed.</summary>
    public static IEnumerable<string> Differences(
        IReadOnlyDictionary<string, int> allowed, IReadOnlyDictionary<string, int> counts, IReadOnlyCollection<Finding> findings)
    {
        foreach (var (path, count) in counts)
            if (count > allowed.GetValueOrDefault(path))
                foreach (var finding in findings.Where(finding => finding.Path == path)) yield return finding.ToString();
        foreach (var (path, count) in allowed)
            if (counts.GetValueOrDefault(path) < count) yield return $"{path}: allow {counts.GetValueOrDefault(path)} instead of {count}";
    }

    private static Dictionary<string, int> Read(string path) => File.ReadAllLines(path).Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
        StringComparer.Ordinal);
}

using System.Reflection;

namespace XelaConnect.Architecture.Tests;

/// <summary>A source file: where it is in the tree, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The project it belongs to, e.g. <c>Grains</c>.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folder within the project, which is the slice.</summary>
    public string Slice => Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);
}

/// <summary>The tree as it lies beside this test, and the assemblies made from it.</summary>
internal static class Tree
{
    public const string Abstractions = "XelaConnect.Grains.Abstractions";
    public const string CrisisDetection = "XelaConnect.CrisisDetection";
    public const string Grains = "XelaConnect.Grains";
    public const string ServiceDefaults = "XelaConnect.ServiceDefaults";
    public const string EventSourcing = "XelaConnect.EventSourcing";
    public const string Infrastructure = "XelaConnect.Infrastructure";
    public const string Silo = "XelaConnect.Silo";
    public const string ApiHost = "XelaConnect.ApiHost";

    /// <summary>Where the README is.</summary>
    public static string Root => Repository.Root;

    public static readonly IReadOnlyList<SourceFile> Source = Read();

    public static IEnumerable<Type> Types(string assembly) => Assembly.Load(assembly).GetTypes();

    public static IEnumerable<string> References(string assembly) => Assembly.Load(assembly).GetReferencedAssemblies()
        .Select(name => name.Name!);

    private static List<SourceFile> Read()
    {
        return [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal)
                && !file.Path.Contains("/bin/", StringComparison.Ordinal))];
    }
}

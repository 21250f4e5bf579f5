using System.Reflection;

namespace XelaConnect.Architecture.Tests;

/// <summary>A source file: its path in the repository and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The project it belongs to, e.g. <c>Grains</c>.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folder within the project, which is the feature.</summary>
    public string Feature => Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    public int Lines => Text.Split('\n').Length - (Text.EndsWith('\n') ? 1 : 0);
}

/// <summary>The source files of the repository, and the assemblies built from them.</summary>
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

    /// <summary>The root of the repository.</summary>
    public static string Root => Repository.Root;

    public static readonly IReadOnlyList<SourceFile> Source = Read("src");

    /// <summary>The C# files of <c>src</c>, <c>tests</c> and <c>bench</c>.</summary>
    public static readonly IReadOnlyList<SourceFile> AllCode = [.. Source, .. Read("tests"), .. Read("bench")];

    public static IEnumerable<Type> Types(string assembly) => Assembly.Load(assembly).GetTypes();

    public static IEnumerable<string> References(string assembly) => Assembly.Load(assembly).GetReferencedAssemblies()
        .Select(name => name.Name!);

    private static List<SourceFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal)
                && !file.Path.Contains("/bin/", StringComparison.Ordinal))];
}

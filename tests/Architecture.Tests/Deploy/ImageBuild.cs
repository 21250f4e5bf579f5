using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Deploy;

/// <summary>
/// Does what a container engine would do in the stage <c>build</c> of <c>deploy/Dockerfile</c>, in a temporary directory: it copies what
/// <c>.dockerignore</c> lets through and the stage's <c>COPY</c> lines name, and runs the stage's commands there. Only the package cache is
/// the machine's own.
/// </summary>
internal sealed partial class ImageBuild : IDisposable
{
    private readonly TempDirectory directory = new("xela-image-");

    /// <summary>The Dockerfile's stages.</summary>
    public IReadOnlyDictionary<string, DockerStage> Stages { get; } =
        Dockerfile.Read(File.ReadAllText(Path.Combine(Tree.Root, "deploy/Dockerfile")));

    /// <summary>Builds; throws with the output of the command that fails.</summary>
    public async Task RunAsync()
    {
        var build = Stages["build"];
        var source = Directory.CreateDirectory(Local(build.Arguments("WORKDIR").Single())).FullName;
        var context = Context();
        foreach (var copy in build.Arguments("COPY")) Copy(context, copy.Split(' ', StringSplitOptions.RemoveEmptyEntries), source);
        var environment = build.Environment.Where(variable => variable.Key != "NUGET_PACKAGES")
            .Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))
            .Append(
                new("TARGETARCH", RuntimeInformation.ProcessArchitecture is System.Runtime.InteropServices.Architecture.Arm64
                ? "arm64"
                : "amd64"))
            // No build server outlives the build.
            .Append(new("UseSharedCompilation", "false")).Append(new("MSBUILDDISABLENODEREUSE", "1"))
            // They have seen the same source in the build of the tests.
            .Append(new("RunAnalyzers", "false"));
        foreach (var command in build.Arguments("RUN"))
        {
            var (code, output) = await ChildProcess.RunAsync(
                "bash", ["-euc", OutputFolder().Replace(Mount().Replace(command, ""), Local("/out/"))], source, environment);
            if (code != 0) throw new InvalidOperationException($"{command}\nended with {code}:\n{output}");
        }
    }

    /// <summary>Where a path of a stage's file system lies in this build: what it copied from the stage <c>build</c>.</summary>
    public string Find(DockerStage stage, string path)
    {
        var workDirectory = "/";
        var lineage = new Stack<DockerStage>();
        for (var current = stage; current is not null; current = Stages.GetValueOrDefault(current.Base)) lineage.Push(current);
        string? found = null;
        foreach (var step in lineage.SelectMany(each => each.Steps))
        {
            if (step.Instruction == "WORKDIR") workDirectory = step.Arguments;
            if (step.Instruction != "COPY" || step.Arguments.Split(' ') is not ["--from=build", var from, var to]) continue;
            var below = Path.GetRelativePath(Path.Combine(workDirectory, to), Path.Combine(workDirectory, path));
            if (below[0] != '.' && File.Exists(Path.Combine(Local(from), below))) found = Path.Combine(Local(from), below);
        }
        return found ?? throw new FileNotFoundException($"The image {stage.Name} has no {path}.");
    }

    public void Dispose() => directory.Dispose();

    /// <summary>The files that a container engine gets to see, by their paths below the root.</summary>
    private static List<string> Context()
    {
        var ignore = new DockerIgnore(File.ReadAllText(Path.Combine(Tree.Root, ".dockerignore")));
        return [.. Directory.EnumerateFiles(Tree.Root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Tree.Root, file).Replace('\\', '/')).Where(ignore.Admits)];
    }

    private static void Copy(List<string> context, string[] arguments, string workDirectory)
    {
        var target = Path.Combine(workDirectory, arguments[^1]);
        foreach (var source in arguments[..^1])
        {
            // Of a folder its content is copied, of a file the file.
            var files = source.EndsWith('/')
                ? context.Where(file => file.StartsWith(source, StringComparison.Ordinal))
                    .Select(file => (From: file, To: file[source.Length..])).ToList()
                : context.Where(file => file == source).Select(file => (From: file, To: Path.GetFileName(file))).ToList();
            if (files.Count == 0)
                throw new FileNotFoundException($"COPY names {source}, which is not in the build context: see .dockerignore.");
            foreach (var (from, to) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, to))!);
                File.Copy(Path.Combine(Tree.Root, from), Path.Combine(target, to));
            }
        }
    }

    private string Local(string path) => directory.File(path.TrimStart('/'));

    [GeneratedRegex(@"--mount=\S+\s*")]
    private static partial Regex Mount();

    [GeneratedRegex(@"(?<= )/out/")]
    private static partial Regex OutputFolder();
}

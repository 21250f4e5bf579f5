using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace XelaConnect.Architecture.Tests.Deploy;

/// <summary>What <c>deploy/</c> says of containers, as far as it can be proved without a container engine.</summary>
public sealed partial class ImageTests
{
    private static readonly string Compose = Read("deploy/compose.yaml");

    // Three publishes of a fresh copy of the source: a minute or more.
    [Fact]
    [Trait("Category", "Slow")]
    public async Task Images_are_built_from_what_the_dockerfile_copies()
    {
        using var build = new ImageBuild();
        await build.RunAsync();
        var (silo, api) = (build.Stages["silo"], build.Stages["api"]);

        IsNative(build.Find(silo, silo.EntryPoint[1])).ShouldBeTrue();
        IsNative(build.Find(api, api.EntryPoint[1])).ShouldBeTrue();
        await CheckProbeAsync(build, api);
    }

    [Fact]
    public void Dockerignore_admits_sources_only()
    {
        var ignore = new DockerIgnore(Read(".dockerignore"));

        ignore.Admits("src/Silo/Silo.csproj").ShouldBeTrue();
        ignore.Admits("Directory.Packages.props").ShouldBeTrue();
        ignore.Admits("src/CrisisDetection/Tables/phrases/en.txt").ShouldBeTrue();
        string[] held = ["README.md", "deploy/.env", ".git/config", "src/ApiHost/bin/Release/net10.0/XelaConnect.ApiHost.dll",
            "src/Silo/obj/project.assets.json", "src/ApiHost/data/xela.db"];
        held.Where(ignore.Admits).ShouldBeEmpty();
    }

    [Fact]
    public void Settings_in_deploy_are_documented()
    {
        var documented = string.Concat(
            Directory.EnumerateFiles(Path.Combine(Tree.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Tree.Root, "README.md")).Select(File.ReadAllText));
        var keys = Directory.EnumerateFiles(Path.Combine(Tree.Root, "deploy")).SelectMany(file => Setting().Matches(File.ReadAllText(file)))
            .Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();

        keys.Count.ShouldBeGreaterThan(5);
        keys.Where(key => !documented.Contains($"`{key}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Compose_variables_are_in_the_example_file()
    {
        var explained = Read("deploy/example.env");
        var variables = Variable().Matches(Compose).Select(match => match.Groups["name"].Value).Distinct().ToList();

        variables.ShouldNotBeEmpty();
        variables.Where(name => !Regex.IsMatch(explained, $"^#?{name}=", RegexOptions.Multiline)).ShouldBeEmpty();
    }

    [Fact]
    public void Silo_image_exposes_the_compose_ports()
    {
        var stages = Dockerfile.Read(Read("deploy/Dockerfile"));
        var web = new Uri(stages["runtime"].Environment["ASPNETCORE_URLS"].Replace("+", "localhost", StringComparison.Ordinal)).Port;

        stages["silo"].Arguments("EXPOSE").Single().Split(' ')
            .ShouldBe([$"{web}", .. SiloPort().Matches(Compose).Select(match => match.Groups["port"].Value)]);
        stages["api"].Arguments("EXPOSE").Single().ShouldBe($"{web}");
        ProbeOf(stages["runtime"])[^1].ShouldBe($"http://127.0.0.1:{web}/health/ready");
    }

    /// <summary>
    /// Runs the health check of the images against the published host, embedded, since there is no silo: while it runs, and afterwards.
    /// </summary>
    private static async Task CheckProbeAsync(ImageBuild build, DockerStage api)
    {
        using var data = new TempDirectory("xela-image-data-");
        var lines = new LastLines();
        var listening = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = api.Environment.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))
            .Append(new("Xela__Mode", "Embedded")).Append(new("ASPNETCORE_URLS", "http://127.0.0.1:0"));
        await using var host = ChildProcess.Start("dotnet", [build.Find(api, api.EntryPoint[1])], data.Path, settings, line =>
        {
            lines.Add(line);
            if (Listening().Match(line) is { Success: true } match) listening.TrySetResult(match.Groups["address"].Value);
        });
        if (await Task.WhenAny(listening.Task, host.WaitForExitAsync()).WaitAsync(Until.Patience) != listening.Task)
            throw new ProcessFailedException($"The host ended before it listened:\n{lines}");
        var address = await listening.Task;
        (await ProbeAsync(build, api, address)).ShouldBe(0);
        await host.KillAsync();
        (await ProbeAsync(build, api, address)).ShouldBe(1);
    }

    private static async Task<int> ProbeAsync(ImageBuild build, DockerStage stage, string address)
    {
        var command = ProbeOf(build.Stages[stage.Base]);
        return (
            await ChildProcess.RunAsync(command[0], [build.Find(stage, command[1]), address + new Uri(command[2]).AbsolutePath], "/")).Code;
    }

    /// <summary>The command of the health check.</summary>
    private static string[] ProbeOf(DockerStage stage) =>
        JsonSerializer.Deserialize<string[]>(Command().Match(stage.Arguments("HEALTHCHECK").Single()).Groups["command"].Value)!;

    /// <summary>Whether an assembly holds native code beside its IL.</summary>
    private static bool IsNative(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Tree.Root, path));

    [GeneratedRegex(@"\bXela__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\$\{(?<name>\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex("Xela__Silo__\\w*Port: \"(?<port>\\d+)\"")]
    private static partial Regex SiloPort();

    [GeneratedRegex(@"^XelaConnect +(?<address>http\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"CMD (?<command>\[.*\])")]
    private static partial Regex Command();
}

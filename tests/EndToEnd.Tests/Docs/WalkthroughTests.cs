using System.Text.RegularExpressions;

namespace XelaConnect.EndToEnd.Tests.Docs;

/// <summary>Runs the commands of the README and of the walkthroughs, and the C# example of the live hub, against a host.</summary>
public sealed partial class WalkthroughTests : IAsyncLifetime
{
    internal const string Readme = "README.md";
    internal const string Post = "docs/walkthroughs/post-to-a-circle.md";
    internal const string Xela = "docs/walkthroughs/ask-xela.md";

    private readonly TempDirectory directory = new("xela-pages-");
    private HostProcess host = null!;

    public async Task InitializeAsync() => host = await HostProcess.StartAsync();

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        directory.Dispose();
    }

    [Theory]
    [InlineData(Readme, "\"message\":\"Posted to the circle\"", "\"message\":\"Progress saved\"", "\"content\":\"Hello, Grace\"",
        "\"unread_count\":1")]
    [InlineData(Post, "Idempotent-Replayed: true", "\"activities\":[{\"id\":\"activity-", "\"message\":\"Hello, circle\"")]
    [InlineData(Xela, "\"message\":\"Xela has answered\"", "event: delta", "event: done", "\"memory\":\"Mornings are hard for me.\"")]
    public async Task Commands_of_a_page_run(string page, params string[] printed)
    {
        var failures = directory.File("failures");
        var (code, output) = await RunAsync(
            "bash", ["-c", PageCommands.ScriptOf(PageCommands.Of(Repository.Read(page)).Run, host.Address, failures)]);

        File.Exists(failures).ShouldBeFalse(File.Exists(failures) ? $"{await File.ReadAllTextAsync(failures)}\n{output}" : "");
        code.ShouldBe(0, output);
        foreach (var text in printed) output.ShouldContain(text, Case.Sensitive);
    }

    [Fact]
    public async Task Live_example_in_CSharp_compiles_and_posts()
    {
        var example = CSharp().Match(Repository.Read("docs/api/live-hub.md")).Groups["code"].Value;
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync("Live example");
        await ada.PostAsync($"/api/circles/{circle}/activity", new() { ["message"] = "Before the example" });
        // Its packages lie beside this test, so nothing is restored from a registry.
        var packages = Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.AspNetCore.SignalR.*.dll")
            .Concat(Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.AspNetCore.Http.Connections.*.dll"))
            .Where(file => file.Contains("Client", StringComparison.Ordinal));
        await File.WriteAllTextAsync(directory.File("Example.cs"), example);
        await File.WriteAllTextAsync(directory.File("Example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                {string.Concat(packages.Select(file => $"<Reference Include=\"{file}\" />"))}
              </ItemGroup>
            </Project>
            """);

        var (built, errors) = await RunAsync("dotnet", ["build", "Example.csproj", "-m:1", "--nologo", "-v", "q", "-o", "out"]);
        built.ShouldBe(0, errors);
        // Its input is empty, so it ends after it has posted.
        var (code, output) = await RunAsync("dotnet", ["out/Example.dll", host.Address.ToString().TrimEnd('/'), ada.Token!, circle]);

        code.ShouldBe(0, output);
        output.ShouldContain("Before the example");
        (await ada.GetAsync($"/api/circles/{circle}/activity")).Text.ShouldContain("Hello from C#");
    }

    [Fact]
    public async Task Failing_curl_is_noticed_within_a_pipe()
    {
        var failures = directory.File("failures");
        var (_, _) = await RunAsync(
            "bash", ["-c", PageCommands.ScriptOf(["curl -s http://localhost:5000/api/nowhere | head -1\n"], host.Address, failures)]);

        (await File.ReadAllTextAsync(failures)).ShouldContain("/api/nowhere");
    }

    // No build server outlives the build.
    private Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments) => ChildProcess.RunAsync(
        program, arguments, directory.Path,
        new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" }, Until.Patience);

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharp();
}

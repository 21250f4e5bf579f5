using System.Diagnostics;
using System.Globalization;

namespace XelaConnect.Architecture.Tests;

/// <summary>
/// <c>./xela</c>, which chooses the build: what it makes of what <c>dotnet</c> says. The tree is a copy of the few files it looks at, and <c>dotnet</c> is a
/// script that says what the test wants; which real sources say such things is no question for a test.
/// </summary>
public sealed class XelaCommandTests : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        echo "$*" >>"$STUB/asked"
        case "$1" in
          nuget) cat "$STUB/sources"; exit "${STUB_SOURCES_STATUS:-0}" ;;
          --version) exit "${STUB_VERSION_STATUS:-0}" ;;
          restore)
            cat "$STUB/restore"
            # A child that holds on, as a node of a build or a credential provider does.
            if [ -n "${STUB_HANGS:-}" ]; then sleep 600 & echo "$$ $!" >"$STUB/pids"; wait; fi
            exit "${STUB_RESTORE_STATUS:-0}" ;;
          *) printf 'dotnet %s\n' "$*"; exit 7 ;;
        esac
        """;

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("xela-command-");
    private readonly Dictionary<string, string> environment = [];

    public XelaCommandTests()
    {
        foreach (var name in (string[])["xela", "Directory.Packages.props", "global.json"]) File.Copy(Path.Combine(Tree.Root, name), In(name));
        foreach (var name in (string[])["src/Silo", "tests", "bench", "stub"]) Directory.CreateDirectory(In(name));
        File.WriteAllText(In("src/Silo/Silo.csproj"), "<Project />");
        File.WriteAllText(In("stub/dotnet"), Dotnet);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(In("stub/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Sources("  1.  nuget.org [Enabled]\n      https://api.nuget.org/v3/index.json");
        Restore("Restored.", 0);
    }

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void Where_the_sources_carry_everything_it_is_the_full_build() =>
        Xela("which").ShouldBe((0, "Full build on Orleans: the package sources carry it.\n", ""));

    [Theory]
    [InlineData("Microsoft.Orleans.Server (NU1101)", "NU1101: Unable to find package Microsoft.Orleans.Server. No packages exist with this id in source(s): nuget.org")]
    [InlineData("BCrypt.Net-Next (NU1102)", "NU1102: Unable to find package BCrypt.Net-Next with version (>= 4.2.2)", "NU1102:   - Found 1 version(s) in nuget.org [ Nearest version: 4.2.0 ]")]
    [InlineData("Microsoft.Orleans.Journaling (NU1103)", "NU1103: Unable to find a stable package Microsoft.Orleans.Journaling with version (>= 10.2.2)", "NU1103:   - Found 2 version(s) in nuget.org [ Nearest version: 10.2.2-alpha.1 ]")]
    [InlineData("System.IO.Hashing (NU1101)", "NU1101: Unable to find package System.IO.Hashing. No packages exist with this id in source(s): nuget.org")]
    [InlineData("Microsoft.Orleans.Sdk (NU1101)", "NU1101: Unable to find package BCrypt.Net-Next. No packages exist", "NU1101: Unable to find package Microsoft.Orleans.Sdk. No packages exist")]
    [InlineData("Microsoft.Orleans.Sdk (NU1603)", "NU1603: Warning As Error: XelaConnect.Grains depends on Microsoft.Orleans.Sdk (>= 10.2.2) but Microsoft.Orleans.Sdk 10.2.2 was not found. Microsoft.Orleans.Sdk 10.3.1 was resolved instead.")]
    public void Where_only_packages_of_the_full_build_are_lacking_it_is_the_standalone_build(string named, params string[] errors)
    {
        Restore(Errors(errors), 1);
        Xela("which").ShouldBe((0, $"Standalone build: the package sources lack {named}.\n", ""));
    }

    [Theory]
    [InlineData("cannot be reached", "NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.", "NU1301:   Connection refused")]
    [InlineData("cannot be reached", "NU1101: Unable to find package Microsoft.Orleans.Server. No packages exist", "NU1301: Unable to load the service index for source https://other/index.json.")]
    [InlineData("wants credentials", "NU1301: Response status code does not indicate success: 401 (Unauthorized).")]
    [InlineData("NU1101: Unable to find package Npgsql.", "NU1101: Unable to find package Microsoft.Orleans.Server. No packages exist", "NU1101: Unable to find package Npgsql. No packages exist")]
    [InlineData("NU1101: Unable to find package Microsoft.CodeAnalysis.BannedApiAnalyzers.", "NU1101: Unable to find package Microsoft.CodeAnalysis.BannedApiAnalyzers. No packages exist")]
    [InlineData("NU1100: Unable to resolve", "NU1100: Unable to resolve 'Microsoft.Orleans.Server (>= 10.2.2)' for 'net10.0'.")]
    public void Anything_else_that_is_wrong_is_said_and_decides_nothing(string said, params string[] errors)
    {
        Restore(Errors(errors), 1);
        var (status, output, problem) = Xela("which");
        status.ShouldBe(1);
        output.ShouldBeEmpty();
        problem.ShouldContain(said);
        problem.ShouldContain("dotnet nuget list source");
        problem.ShouldContain("XELA_BUILD=standalone");
        problem.TrimEnd().ShouldNotContain("\n");
        File.Exists(In("obj/xela-build")).ShouldBeFalse();
    }

    [Fact]
    public void A_restore_that_breaks_without_an_error_of_NuGet_s_decides_nothing()
    {
        Restore("Unhandled exception. System.IO.IOException: No space left on device", 134);
        Xela("which").Problem.ShouldContain("No space left on device");
    }

    [Fact]
    public void A_source_that_says_nothing_is_waited_for_only_so_long_and_nothing_stays_behind()
    {
        environment["STUB_HANGS"] = "yes";
        environment["XELA_PATIENCE"] = "1";
        var (status, _, problem) = Xela("which");
        status.ShouldBe(1);
        problem.ShouldContain("did not answer within 1 s");
        foreach (var pid in File.ReadAllText(In("stub/pids")).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            StillRuns(int.Parse(pid, CultureInfo.InvariantCulture)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Standalone build: the package sources lack microsoft.orleans.sdk, and are slow.", "    NotFound https://api.nuget.org/v3-flatcontainer/microsoft.orleans.sdk/index.json 60ms")]
    [InlineData("Full build on Orleans: the package sources carry it, and are slow.", "    OK https://api.nuget.org/v3-flatcontainer/microsoft.orleans.core/10.2.2/microsoft.orleans.core.10.2.2.nupkg 9000ms")]
    public void A_source_that_is_only_slow_is_known_by_what_it_said(string decided, string line)
    {
        environment["STUB_HANGS"] = "yes";
        environment["XELA_PATIENCE"] = "1";
        Restore(line, 0);
        Xela("which").ShouldBe((0, decided + "\n", ""));
    }

    [Fact]
    public void The_same_files_and_sources_are_asked_about_once()
    {
        Restore(Errors("NU1101: Unable to find package Microsoft.Orleans.Sdk. No packages exist"), 1);
        var first = Xela("which").Output;
        Xela("which").Output.ShouldBe($"{first.TrimEnd()} (Remembered; delete obj/xela-build to ask again.)\n");
        Asked("restore").ShouldBe(1);

        Restore("Restored.", 0);
        Sources("  1.  another [Enabled]\n      https://example.com/index.json");
        Xela("which").Output.ShouldStartWith("Full build");
        File.WriteAllText(In("src/Silo/Silo.csproj"), "<Project></Project>");
        Xela("which").Output.ShouldNotContain("Remembered");
        Asked("restore").ShouldBe(3);
    }

    [Theory]
    [InlineData("full", "Full build on Orleans: XELA_BUILD says so.\n", "")]
    [InlineData("standalone", "Standalone build: XELA_BUILD says so.\n", "-p:Standalone=true ")]
    public void Who_chooses_is_asked_nothing_and_arguments_and_status_are_handed_on(string build, string line, string property)
    {
        environment["XELA_BUILD"] = build;
        Xela("which").ShouldBe((0, line, ""));
        Xela("run", "--urls", "http://localhost:1 2").ShouldBe((7, $"{line}dotnet run --project src/ApiHost {property}-- --urls http://localhost:1 2\n", ""));
        Xela("test", "tests/Grains.Tests").ShouldBe((7, $"{line}dotnet test {property}tests/Grains.Tests\n", ""));
        Asked("restore").ShouldBe(0);
    }

    [Fact]
    public void A_choice_that_does_not_exist_is_refused()
    {
        environment["XELA_BUILD"] = "quick";
        var (status, _, problem) = Xela("run");
        status.ShouldBe(1);
        problem.ShouldContain("must be full or standalone, not \"quick\"");
    }

    [Fact]
    public void Without_the_SDK_it_says_which_one_is_needed()
    {
        environment["STUB_SOURCES_STATUS"] = "145";
        environment["STUB_VERSION_STATUS"] = "145";
        var (status, _, problem) = Xela("run");
        status.ShouldBe(1);
        problem.ShouldContain("Install the .NET 10 SDK");
    }

    [Fact]
    public void A_configuration_that_NuGet_cannot_read_is_said()
    {
        Sources("error: NuGet.Config is not valid XML.");
        environment["STUB_SOURCES_STATUS"] = "1";
        Xela("run").Problem.ShouldContain("NuGet.Config is not valid XML");
    }

    [Theory]
    [InlineData("sing"), InlineData("")]
    public void An_unknown_command_is_answered_with_those_there_are(string command)
    {
        var (status, output, problem) = Xela(command);
        status.ShouldBe(2);
        output.ShouldBeEmpty();
        problem.ShouldContain("./xela run");
        problem.ShouldContain("./xela which");
    }

    [Fact]
    public void The_README_begins_with_it()
    {
        var readme = File.ReadAllText(Path.Combine(Tree.Root, "README.md"));
        readme.IndexOf("\n./xela run\n", StringComparison.Ordinal).ShouldBeInRange(1, readme.IndexOf("dotnet run", StringComparison.Ordinal));
        readme.IndexOf("\n./xela test ", StringComparison.Ordinal).ShouldBeInRange(1, readme.IndexOf("dotnet test", StringComparison.Ordinal));
    }

    private static string Errors(params string[] errors) =>
        string.Join('\n', errors.Select(error => $"/tree/src/Grains/Grains.csproj : error {error} [/tree/src/Silo/Silo.csproj]"));

    private string In(string name) => Path.Combine(root.FullName, name);

    private void Sources(string said) => File.WriteAllText(In("stub/sources"), said + "\n");

    private void Restore(string said, int status)
    {
        File.WriteAllText(In("stub/restore"), said + "\n");
        environment["STUB_RESTORE_STATUS"] = status.ToString(CultureInfo.InvariantCulture);
    }

    private int Asked(string what) => File.Exists(In("stub/asked")) ? File.ReadLines(In("stub/asked")).Count(line => line.StartsWith(what, StringComparison.Ordinal)) : 0;

    private (int Status, string Output, string Problem) Xela(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [In("xela"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var name in (string[])["XELA_BUILD", "XELA_PATIENCE"]) start.Environment.Remove(name);
        start.Environment["PATH"] = $"{In("stub")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["STUB"] = In("stub");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var xela = Process.Start(start)!;
        var (output, problem) = (xela.StandardOutput.ReadToEndAsync(), xela.StandardError.ReadToEndAsync());
        xela.WaitForExit();
        return (xela.ExitCode, output.Result, problem.Result);
    }

    /// <summary>A process that was killed and that nobody has asked about yet is over, though it still has its number.</summary>
    private static bool StillRuns(int pid)
    {
        try { return File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith("State:", StringComparison.Ordinal)) is { } state && !state.Contains('Z'); }
        catch (IOException) { return false; }
    }
}

using System.Text.RegularExpressions;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests;

/// <summary><c>deploy/local-cluster</c>, with the commands of <c>deploy/README.md</c>, on what the tests were built with.</summary>
[Collection(SharedCluster.Name)]
public sealed partial class LocalClusterTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly string directory = Path.Combine(Path.GetTempPath(), $"xela-local-{Guid.NewGuid():N}");
    private readonly int[] ports = [FreePorts.Take(), FreePorts.Take()];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (Directory.Exists(directory)) await BashAsync("deploy/local-cluster down");
    }

    [ClusterFact]
    public async Task Documented_cluster_commands_work()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy/README.md"));
        var blocks = CodeBlocks().Matches(page[page.IndexOf("\n## A cluster on one machine", StringComparison.Ordinal)..])
            .Select(block => block.Groups["code"].Value).ToList();
        string Block(string holding) => blocks.First(block => block.Contains(holding, StringComparison.Ordinal));

        var (status, said) = await BashAsync($"""
            set -eu
            {Block("deploy/local-cluster up")}
            {Block("ALAN=")}
            echo; echo THEN A SILO DIES
            {Block("kill -9")}
            deploy/local-cluster status || echo THE STATUS IS $?
            deploy/local-cluster up
            deploy/local-cluster up
            deploy/local-cluster status
            echo IN THE END
            curl -s --retry 10 "$B/api/circles/$CIRCLE/activity?after_seq=0" -H "Authorization: Bearer $ALAN"
            deploy/local-cluster logs silo-1
            deploy/local-cluster down
            """);

        status.ShouldBe(0, said);
        var (before, dead, end) = said.Split("THEN A SILO DIES") is [var first, var rest]
            && rest.Split("IN THE END") is [var second, var third] ? (first, second, third) : throw new InvalidOperationException(said);
        before.ShouldContain("\"email\":\"alan@example.com\"");
        CountOf(before, "Said on one host").ShouldBe(2, said);
        dead.ShouldContain("THE STATUS IS 1");
        dead.ShouldContain("silo-1 is ready");
        dead.ShouldContain("already up");
        CountOf(end, "Said on one host").ShouldBe(1, said);
        NothingIsLeft();
    }

    [ClusterFact]
    public async Task Failed_local_cluster_start_cleans_up()
    {
        var (status, said) = await BashAsync("Xela__Auth__BcryptCost=99 deploy/local-cluster up");

        status.ShouldBe(1, said);
        said.ShouldContain("Xela:Auth:BcryptCost must be a whole number from 4 to 16");
        NothingIsLeft();
    }

    private void NothingIsLeft()
    {
        Directory.Exists(directory).ShouldBeFalse();
        ProcessUsage.CommandLines().Where(line => line.Contains(directory, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static int CountOf(string text, string what) => text.Split(what).Length - 1;

    private async Task<(int Status, string CirclePost)> BashAsync(string script)
    {
        // The page's ports are those of a machine on which they are free.
        script = script.Replace("5001", $"{ports[0]}", StringComparison.Ordinal).Replace("5002", $"{ports[1]}", StringComparison.Ordinal);
        var (status, said) = await ChildProcess.RunAsync("bash", ["-c", script], Repository.Root, new Dictionary<string, string?>
        {
            ["XELA_CLUSTER_DIR"] = directory,
            ["XELA_CLUSTER_API_PORTS"] = $"{ports[0]},{ports[1]}",
            ["XELA_CLUSTER_CONFIGURATION"] = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug",
            ["XELA_CLUSTER_NO_BUILD"] = "true",
        }, within: TimeSpan.FromMinutes(4));
        output.WriteLine(said);
        return (status, said);
    }

    [GeneratedRegex("^```\\w*\\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlocks();
}

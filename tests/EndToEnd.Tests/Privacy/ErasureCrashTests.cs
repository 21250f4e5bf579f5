using Xunit.Abstractions;
using static XelaConnect.EndToEnd.Tests.Privacy.Erasing;

namespace XelaConnect.EndToEnd.Tests.Privacy;

/// <summary>A host that is killed again and again erases the same.</summary>
public sealed class ErasureCrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Killed_at_every_step_it_ends_in_the_same_state()
    {
        await using var host = await StartAsync();
        var planted = await PlantAsync(host);
        var (_, receipt) = await EraseAsync(planted.Ada);
        await host.KillAndStartAgainAsync(("Xela__Clock__Offset", AfterGrace));
        var (kills, seen) = (new List<string>(), "");
        while (true)
        {
            // In the middle of a step once, and at its end.
            await Until.TrueAsync(() => Task.FromResult(StepOf(Progress(host)) != StepOf(seen)));
            await host.KillAsync();
            seen = Progress(host);
            kills.Add(seen);
            await host.StartAgainAsync();
            if (seen.Contains("finished", StringComparison.Ordinal)) break;
        }
        output.WriteLine($"killed {kills.Count} times, after:\n{string.Join('\n', kills)}");
        kills.Count.ShouldBeGreaterThan(5);
        await CheckReceiptAsync(host, await ReceiptAsync(host, receipt));
        await ShouldKeepWordsOfOthersAsync(planted);
        await host.KillAsync();
        Scan(host, NeedlesOf(planted)).Where(found => found.Value > 0).Select(found => found.Key).ShouldBeEmpty("still there");
    }

    private static (string Step, bool IsEnd) StepOf(string progress) => (
        progress[(progress.IndexOf(' ') + 1)..].Split(",\"index\"")[0], progress.Contains("\"ends_step\":true", StringComparison.Ordinal));
}

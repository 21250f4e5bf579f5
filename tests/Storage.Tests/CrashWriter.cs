using System.Globalization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

/// <summary>
/// The process that <see cref="DurabilityTests"/> kills: it appends to eight streams until then, and prints a line for every append that
/// was acknowledged.
/// </summary>
public static class CrashWriter
{
    public static async Task Main(string[] arguments)
    {
        var journal = TestStore.Open(Enum.Parse<Database>(arguments[0]), arguments[1]);
        var output = Console.Out;
        // Large rows make a commit long, so that the kill often falls into one.
        var text = $"\"{new string('x', 100_000)}\"";
        await Task.WhenAll(Enumerable.Range(0, 8).Select(stream => Task.Run(async () =>
        {
            for (var seq = 1; ; seq += 2)
            {
                var result = await journal.AppendAsync(
                    new($"grain/{stream}", [Sample.Row($"s{stream}", seq, $"op-{seq}", text: text), Sample.Row($"s{stream}", seq + 1)],
                    [Sample.OutboxEntry("latest", seq)]));
                if (result != AppendResult.Stored) throw new InvalidOperationException(result.ToString());
                // Console.Out is synchronized and flushes every line, so what the parent reads was acknowledged before.
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stream} {seq + 1}"));
            }
        })));
    }
}

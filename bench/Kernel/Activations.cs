using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Relationships;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Relationships;

namespace XelaConnect.Bench.Kernel;

/// <summary>What a busy activation takes in memory beside its state: conversations with 256 messages each, all of them active.</summary>
internal static class Activations
{
    private const int Messages = 256;
    private const int AtOnce = 64;
    private const double TargetBytes = 20_000;

    public static async Task RunAsync(int conversations)
    {
        var directory = Directory.CreateTempSubdirectory("xela-activations-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Configuration.AddInMemoryCollection([new("Xela:DataDirectory", directory.FullName)]);
        builder.AddEmbeddedXelaSilo(SiloSettings.Read(builder.Configuration, isDevelopment: false, seed: false));
        await using var host = builder.Build();
        host.Urls.Add("http://127.0.0.1:0");
        await host.StartAsync();
        try
        {
            var pairs = PairsOf(conversations + AtOnce);
            var (warmUp, measured) = (pairs[..AtOnce], pairs[AtOnce..]);
            foreach (var pair in pairs) await ConnectAsync(host.Services, pair);
            await TalkAsync(host.Services, warmUp);
            var before = await HeldAsync();
            var began = Stopwatch.GetTimestamp();
            await TalkAsync(host.Services, measured);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var active = await HeldAsync();
            // The same states once more, from what the journal holds, and nothing else.
            List<PairState> states = [];
            foreach (var pair in measured) states.Add(await ReplayAsync(host.Services, pair));
            var state = (await HeldAsync() - active) / (double)states.Count;
            var whole = (active - before) / (double)states.Count;
            GC.KeepAlive(states);
            Console.WriteLine($"| conversations | messages/s | bytes an activation | its state | beside it, target {TargetBytes:0} |");
            Console.WriteLine("|---|---:|---:|---:|---:|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {conversations:N0} | {conversations * Messages / seconds:N0} | {whole:N0} | {state:N0} | {whole - state:N0} |"));
        }
        finally
        {
            await host.StopAsync();
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Among few people, so that their inboxes and devices weigh little.</summary>
    private static List<Pair> PairsOf(int count)
    {
        List<Pair> pairs = [];
        for (var i = 1; pairs.Count < count; i++)
            for (var j = 0; j < i && pairs.Count < count; j++) pairs.Add(Pair.Of(User(i), User(j)));
        return pairs;

        static string User(int number) => Ids.Of("user", $"activations/{number}");
    }

    private static async Task ConnectAsync(IServiceProvider services, Pair pair)
    {
        var at = services.GetRequiredService<TimeProvider>().GetUtcNow();
        PairEvent[] events = [new ConnectionRequested(pair.Low, 80, "Low", "High"), new ConnectionAccepted(), new ConversationOpened()];
        var rows = events.Select((happened, i) =>
        {
            var (alias, payload) = PairJournal.Pair.Events.Encode(happened);
            return new JournalRow($"{PairJournal.Pair.Name}/{pair.Key}", i + 1, at, $"{pair.Key}/{i}", alias, payload);
        });
        var stored = await services.GetRequiredService<IJournalStore>().AppendAsync(new JournalAppend($"pair/{pair.Key}", [.. rows], []));
        if (stored.Status != AppendStatus.Stored) throw new InvalidOperationException($"A pair was not stored: {stored.Status}.");
    }

    /// <summary>Each pair exchanges its messages, one after the other; many pairs at once.</summary>
    private static async Task TalkAsync(IServiceProvider services, List<Pair> pairs)
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var time = services.GetRequiredService<TimeProvider>();
        await Parallel.ForEachAsync(pairs, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (pair, _) =>
        {
            for (var i = 0; i < Messages; i++)
            {
                var content = string.Create(CultureInfo.InvariantCulture, $"Message {i}").PadRight(80, '.');
                var sent = await grains.Conversation(pair.Key).SendAsync(
                    new SendMessage(Ids.NewOperation(time.GetUtcNow()), i % 2 == 0 ? pair.Low : pair.High, content));
                if (!sent.IsOk) throw new InvalidOperationException(sent.Fault.Message);
            }
        });
    }

    private static async Task<PairState> ReplayAsync(IServiceProvider services, Pair pair)
    {
        var store = services.GetRequiredService<IJournalStore>();
        var main = $"{PairJournal.Pair.Name}/{pair.Key}";
        string[] streams = [main, .. PairJournal.Pair.SubStreams.Select(subStream => $"{main}/{subStream.Name}")];
        var loaded = await store.LoadAsync(
            $"pair/{pair.Key}", [.. streams.Select(static stream => new StreamTail(stream, PairState.RecentCount))]);
        var state = new PairState(pair.Key);
        for (var i = 0; i < streams.Length; i++)
            foreach (var row in loaded.Tails[i])
                state = PairState.Apply(state, new(i, row.Seq, row.At, row.Op, PairJournal.Pair.Events.Decode(row.Type, row.Payload)));
        return state;
    }

    /// <summary>When the inboxes have their lagged replicas, the managed heap after a full collection.</summary>
    private static async Task<long> HeldAsync()
    {
        await Task.Delay(PairJournal.InboxLag * 2);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

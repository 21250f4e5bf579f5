using System.Collections.Concurrent;
using Shouldly;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// A device that reads a reply of Xela's as events and shows it. Like a browser, it reconnects with the id of its last event when the
/// connection is lost.
/// </summary>
internal sealed class AnswerReader
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Func<string?, IAsyncEnumerable<ServerSentEvent>> read;
    private readonly ConcurrentQueue<ServerSentEvent> events = new();
    private readonly Task<CompanionMessage> reading;

    private string? lastId;

    private AnswerReader(Func<string?, IAsyncEnumerable<ServerSentEvent>> read, IEnumerable<ServerSentEvent> already)
    {
        this.read = read;
        foreach (var e in already) Take(e);
        reading = ReadAsync();
    }

    /// <summary>What it shows now.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Every event that it received.</summary>
    public IReadOnlyList<ServerSentEvent> Events => [.. events];

    /// <summary>Which reply it reads; null before the first chunk.</summary>
    public string? AnswerId => Events.FirstOrDefault(e => e.Name == "delta")?.Data.GetProperty("message_id").GetString();

    /// <summary>How often it received a reset, which discards what it showed.</summary>
    public int Resets => events.Count(e => e.Name == "reset");

    /// <summary>How often it reconnected.</summary>
    public int Losses { get; private set; }

    /// <summary>Reads to the end.</summary>
    /// <param name="read">Opens the events after an id; after none, from the beginning.</param>
    /// <param name="already">The events that the device received before.</param>
    public static AnswerReader Start(Func<string?, IAsyncEnumerable<ServerSentEvent>> read, params IEnumerable<ServerSentEvent> already) =>
        new(read, already);

    /// <summary>The stored reply, once its event has arrived.</summary>
    public Task<CompanionMessage> DoneAsync() => reading.WaitAsync(Until.Patience);

    /// <summary>Waits until it shows a text of at least this length.</summary>
    public async Task ShowsAsync(int length)
    {
        await Until.TrueAsync(() => reading.IsCompleted || Shown.Length >= length, () => $"It shows: {Shown}");
        if (reading.IsFaulted) await reading;
    }

    private async Task<CompanionMessage> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Until.Patience);
        while (true)
        {
            try
            {
                await foreach (var e in read(lastId))
                    if (Take(e) is { } done) return done;
            }
            catch (Exception e) when (IsLoss(e))
            {
                // The next try goes on where this one ended.
            }
            Losses++;
            await Task.Delay(Pause, patience.Token);
        }
    }

    private CompanionMessage? Take(ServerSentEvent e)
    {
        events.Enqueue(e);
        lastId = e.Id ?? lastId;
        switch (e.Name)
        {
            case "reset":
                Shown = "";
                return null;
            case "delta":
                e.Data.GetProperty("index").GetInt32().ShouldBe(Shown.Length, "a piece begins where the one before it ended");
                Shown += e.Data.GetProperty("text").GetString();
                return null;
            default:
                var done = CompanionMessage.Of(e.Data.GetProperty("ai_message"));
                Shown.ShouldBe(done.Content, "what is stored is what was shown");
                return done;
        }
    }

    /// <summary>Disconnected or unavailable, but not refused.</summary>
    private static bool IsLoss(Exception e) =>
        e is HttpRequestException or IOException || e.Message.StartsWith("503 ", StringComparison.Ordinal);
}

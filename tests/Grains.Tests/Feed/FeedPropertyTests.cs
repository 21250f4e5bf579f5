using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Feed;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Grains.Tests.Relationships;

namespace XelaConnect.Grains.Tests.Feed;

/// <summary>Each feed item once and few a day, under repeats, failing stores and ending processes. A failing run names its seed.</summary>
public sealed class FeedPropertyTests
{
    private const string Ada = "user-ada";
    private const string Stream = $"activities.feed/{Ada}";

    [Fact]
    public void Feed_adds_each_key_once_and_five_low_priority_a_day()
    {
        var (sent, dropped, doubles) = (0, 0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var fixture = new RelationshipFixture(
                new KernelSizes { TailRows = 5, PageRows = 3, SnapshotEvery = 4, OperationsRemembered = 3 });
            var commands = new List<AddFeedItem>();
            for (var step = 0; step < 80; step++)
            {
                if (random.Next(6) == 0) fixture.Time.Advance(TimeSpan.FromHours(random.Next(1, 20)));
                if (random.Next(10) == 0)
                    fixture.Crash($"feed/{Ada}", () => random.Next(2) == 0 ? AppendOutcome.Failed : AppendOutcome.AnswerLost);
                if (commands.Count == 0 || random.Next(4) > 0) commands.Add(New(random, commands.Count));
                else doubles++;
                var command = random.Next(4) == 0 ? commands[random.Next(commands.Count)] : commands[^1];
                _ = fixture.Call(async () =>
                {
                    try { await fixture.Feed(Ada).AddAsync(command); }
                    catch (StorageUnavailableException) { /* it stays owed, and comes again */ }
                    return 0;
                });
                fixture.Scheduler.RunUntilIdle();
                while (fixture.Store.Waiting > 0 && random.Next(5) > 0) EndOne(fixture, random);
            }
            fixture.Settle();
            // Outbox messages are repeated until acknowledged.
            foreach (var command in commands) fixture.Ask(() => fixture.Feed(Ada).AddAsync(command)).IsOk.ShouldBeTrue();
            fixture.ForgetAll();
            foreach (var command in commands.OrderBy(_ => random.Next()))
                fixture.Ask(() => fixture.Feed(Ada).AddAsync(command)).IsOk.ShouldBeTrue();

            var rows = fixture.Store.Of(Stream).ToList();
            var all = rows.Select(r => (r.At, r.Op, Event: FeedJournal.Feed.Events.Decode(r.Type, r.Payload))).ToList();
            var shown = all.Where(r => r.Event is FeedItemAdded).Select(r => (r.At, r.Op, Item: (FeedItemAdded)r.Event)).ToList();
            all.Select(r => r.Op).ShouldBeUnique();
            shown.Where(s => s.Item.Key is not null).Select(s => s.Item.Key).ShouldBeUnique();
            foreach (var day in shown.Where(s => s.Item.Text.Priority != FeedItemKinds.High).GroupBy(s => s.At.UtcDateTime.Date))
                day.Count().ShouldBeLessThanOrEqualTo(5, $"seed {seed}, {day.Key}");
            foreach (var command in commands.Where(c => c.Text.Priority == FeedItemKinds.High))
                shown.Count(s => s.Op == command.OperationId || (command.Key is not null && s.Item.Key == command.Key))
                    .ShouldBe(1, $"seed {seed}: a high-priority item is always added");
            foreach (var dropping in all.Where(r => r.Event is FeedItemDropped))
                shown.Count(s => s.At <= dropping.At && s.At.UtcDateTime.Date == dropping.At.UtcDateTime.Date
                    && s.Item.Text.Priority != FeedItemKinds.High)
                    .ShouldBe(5, $"seed {seed}: dropped only where there was enough");
            fixture.FeedState(Ada).Newest.Select(a => a.Id).ShouldBe(shown.Select(s => s.Item.Id));
            (sent, dropped) = (sent + shown.Count, dropped + all.Count - shown.Count);
        }
        (sent > 600 && dropped > 120 && doubles > 400).ShouldBeTrue($"{sent} {dropped} {doubles}");
    }

    [Fact]
    public void Key_outlives_its_evicted_feed_item()
    {
        var (feed, at) = (new FeedState(Ada), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        for (var i = 0; i < 1_050; i++) feed = Tell(feed, $"op{i}", $"key/{i}");
        feed.Newest.Length.ShouldBe(200);
        feed.Keys.Length.ShouldBe(1_000);
        Tell(feed, "again", "key/60").ShouldBe(feed);
        Tell(feed, "again", "key/40").Newest[^1].Key.ShouldBe("key/40", "so long ago it is forgotten");

        FeedState Tell(FeedState state, string op, string key) =>
            FeedRules.Add(state, new AddFeedItem(op, Text(FeedItemKinds.High), key), at).Events
            .Aggregate(state, (s, e) => FeedState.Apply(s, new EventEnvelope<FeedEvent>(0, s.LastSeq + 1, at, op, e)));
    }

    [Fact]
    public void Feed_item_without_key_is_read()
    {
        var old = FeedJournal.Feed.Events.Decode("activities.told.v1",
            """{"id":"activity-1","text":{"kind":"insight","priority":"low","title":"t","description":"d"}}"""u8.ToArray())
            .ShouldBeOfType<FeedItemAdded>();
        (old.Id, old.Key, old.Text.Title).ShouldBe(("activity-1", null, "t"));
        var state = System.Text.Json.JsonSerializer.Deserialize(
            """{"user_id":"user-ada","last_seq":3,"newest":[]}""", FeedJson.Default.FeedState)!;
        (state.Keys.IsDefault, state.CountOfDay).ShouldBe((false, 0));
    }

    private static void EndOne(RelationshipFixture fixture, Random random)
    {
        fixture.Store.End(random.Next(fixture.Store.Waiting),
            random.Next(8) switch { 0 => AppendOutcome.Failed, 1 => AppendOutcome.AnswerLost, _ => AppendOutcome.Answered });
        fixture.Scheduler.RunUntilIdle();
    }

    private static AddFeedItem New(Random random, int number) => new(
        $"op{number}", Text(random.Next(4) switch { 0 => FeedItemKinds.High, 1 => FeedItemKinds.Medium, _ => FeedItemKinds.Low }),
        random.Next(3) == 0 ? null : $"key/{random.Next(40)}");

    private static FeedItemText Text(string priority) => new(FeedItemKinds.Insight, priority, "title", "words", null, null);
}

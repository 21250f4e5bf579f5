using System.Text.Json;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Feed;
using XelaConnect.Grains.Tests.Relationships;

namespace XelaConnect.Grains.Tests.Feed;

/// <summary>A person's feed: each item once, the newest kept, read on request.</summary>
public sealed class FeedTests
{
    private const string Ada = "user-ada";
    private readonly RelationshipFixture fixture =
        new(new KernelSizes { TailRows = 5, PageRows = 3, SnapshotEvery = 4, OperationsRemembered = 3 });

    [Fact]
    public void Feed_keeps_the_newest_two_hundred()
    {
        for (var i = 1; i <= 230; i++) Tell(i);
        var (seen, cursor) = (new List<FeedItemView>(), (string?)null);
        do
        {
            var page = fixture.Ask(() => fixture.Feed(Ada).ListAsync(unreadOnly: false, cursor, 33)).Value!;
            page.Unread.ShouldBe(200);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.Select(a => a.Text.Title).ShouldBe(Enumerable.Range(31, 200).Reverse().Select(i => $"title {i}"));
        seen.Select(a => a.Id).ShouldBeUnique();
        seen.ShouldAllBe(a => Ids.SeqOf("activity", a.Id) == a.Seq && a.UserId == Ada);
    }

    [Fact]
    public void Repeated_operation_adds_one_feed_item()
    {
        for (var i = 0; i < 3; i++) Tell(1);
        for (var i = 2; i <= 20; i++) Tell(i);
        fixture.ForgetAll();
        Tell(1);
        fixture.FeedState(Ada).Newest.Length.ShouldBe(20);
    }

    [Fact]
    public void Changes_include_read_marks_once()
    {
        for (var i = 1; i <= 3; i++) Tell(i);
        var (first, second) = (fixture.FeedState(Ada).Newest[0], fixture.FeedState(Ada).Newest[1]);
        var position = fixture.Ask(() => fixture.Feed(Ada).ChangesAsync(0)).Seq;
        foreach (var op in (string[])["r1", "r2"]) Mark(op, second.Id, second.Seq).ShouldBeNull();
        Mark("r3", first.Id, first.Seq).ShouldBeNull();
        Tell(4);

        var changes = fixture.Ask(() => fixture.Feed(Ada).ChangesAsync(position));
        changes.Read.Select(r => r.Id).ShouldBe([second.Id, first.Id], "in the order they were read");
        changes.Items.ShouldHaveSingleItem().Text.Title.ShouldBe("title 4");
        var after = fixture.Ask(() => fixture.Feed(Ada).ChangesAsync(changes.Seq));
        (after.Read.Length, after.Items.Length).ShouldBe((0, 0));
        fixture.Ask(() => fixture.Feed(Ada).ChangesAsync(0)).Read.ShouldBeEmpty("an item after the position shows that it is read");
        fixture.Notifications[Ada].Where(e => e.ActivityRead is not null).Select(e => e.ActivityRead).ShouldBe([second.Id, first.Id]);
    }

    [Fact]
    public void Unknown_feed_item_cannot_be_marked_read()
    {
        for (var i = 1; i <= 5; i++) Tell(i);
        var third = fixture.FeedState(Ada).Newest[2];
        foreach (var op in (string[])["r1", "r1", "r2"]) Mark(op, third.Id, third.Seq).ShouldBeNull();
        fixture.Store.Of($"activities.feed/{Ada}").Count().ShouldBe(6);
        var page = fixture.Ask(() => fixture.Feed(Ada).ListAsync(unreadOnly: true, null, 10)).Value!;
        (page.Unread, page.Items.Length, page.Items.Any(a => a.Id == third.Id)).ShouldBe((4, 4, false));
        fixture.Ask(() => fixture.Feed(Ada).ListAsync(unreadOnly: false, null, 10)).Value!.Items.Single(a => a.Read).Id.ShouldBe(third.Id);
        Mark("r3", third.Id, third.Seq + 1).ShouldBe(FeedFaults.Unknown);
        Mark("r4", "activity-other", third.Seq).ShouldBe(FeedFaults.Unknown);
        fixture.Ask(() => fixture.Feed("user-bo").MarkReadAsync(new MarkFeedItemRead("r5", third.Id, third.Seq)))
            .Fault.ShouldBe(FeedFaults.Unknown);
        for (var i = 6; i <= 220; i++) Tell(i);
        Mark("r6", third.Id, third.Seq).ShouldBe(FeedFaults.Unknown, "it is kept no longer");
    }

    [Fact]
    public void Changes_after_a_position_are_complete()
    {
        for (var i = 1; i <= 4; i++) Tell(i);
        var second = fixture.FeedState(Ada).Newest[1];
        Mark("r", second.Id, second.Seq);
        Tell(5);
        for (var after = 0L; after <= 6; after++)
        {
            var changes = fixture.Ask(() => fixture.Feed(Ada).ChangesAsync(after));
            changes.Seq.ShouldBe(6);
            changes.Items.Select(a => a.Seq).ShouldBe(((long[])[1, 2, 3, 4, 6]).Where(seq => seq > after));
        }
        foreach (var bad in (string[])["x", "-1", "1.5", ""])
            fixture.Ask(() => fixture.Feed(Ada).ListAsync(false, bad, 5)).Fault.ShouldBe(Page.BadCursor, bad);
    }

    [Fact]
    public void Snapshot_and_journal_restore_the_feed()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var run = new FeedTests();
            for (var i = 1; i <= random.Next(1, 40); i++)
            {
                run.Tell(random.Next(1, i + 1));
                if (random.Next(3) > 0 || run.fixture.FeedState(Ada).Newest is not [.., var newest]) continue;
                run.Mark($"r{i}", newest.Id, newest.Seq);
            }
            var live = run.fixture.FeedState(Ada);
            run.fixture.ForgetAll();
            var loaded = run.fixture.FeedState(Ada);
            loaded.LastSeq.ShouldBe(live.LastSeq, $"seed {seed}");
            loaded.Newest.ShouldBe(live.Newest, $"seed {seed}");
            var read = JsonSerializer.Deserialize(
                JsonSerializer.SerializeToUtf8Bytes(live, FeedJson.Default.FeedState), FeedJson.Default.FeedState)!;
            (read.UserId, read.LastSeq).ShouldBe((Ada, live.LastSeq));
            read.Newest.ShouldBe(live.Newest);
        }
    }

    private void Tell(int number) => fixture.Ask(() => fixture.Feed(Ada).AddAsync(new AddFeedItem(
        $"tell{number}", new FeedItemText(FeedItemKinds.Insight, FeedItemKinds.High, $"title {number}", "words", null, null))))
            .IsOk.ShouldBeTrue();

    private Fault? Mark(string op, string id, long seq) =>
        fixture.Ask(() => fixture.Feed(Ada).MarkReadAsync(new MarkFeedItemRead(op, id, seq))).Fault;
}

using System.Collections.Immutable;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Circles;

namespace XelaConnect.Grains.Tests.Circles;

/// <summary>The directory lags behind the circles, delays none of them, and is whole after a restart.</summary>
public sealed class CircleDirectoryTests
{
    private const string Put = "ICircleDirectoryShardGrain.PutAsync";
    private const string Changes = "ICircleDirectoryShardGrain.ChangesAsync";

    private readonly CircleFixture fixture = new();
    private int operations;

    [Fact]
    public void No_command_waits_for_the_directory()
    {
        fixture.OnTheWay = static call => IsPut(call) ? new TaskCompletionSource().Task : Task.CompletedTask;
        Create("circle-1");
        Join("circle-1", "user-1");
        Post("circle-1", "user-1");
        fixture.Advance(TimeSpan.FromSeconds(30));
        Join("circle-1", "user-2");
        Post("circle-1", "user-2");
        Of(Put).ShouldBe(1, "one report is under way");
        DirectoryRows().ShouldBe(0);
    }

    [Fact]
    public void Directory_that_was_down_is_right_afterwards()
    {
        fixture.OnTheWay = static call => IsPut(call) ? throw new TimeoutException("down") : Task.CompletedTask;
        Create("circle-1");
        Join("circle-1", "user-1");
        for (var i = 0; i < 20; i++)
        {
            Post("circle-1", "user-1");
            fixture.Advance(TimeSpan.FromSeconds(1));
        }
        fixture.OnTheWay = static _ => Task.CompletedTask;
        fixture.List().ShouldBeEmpty();
        fixture.Advance(TimeSpan.FromMinutes(2));
        fixture.Recover();
        var listed = fixture.List().ShouldHaveSingleItem();
        (listed.MembersCount, listed.PostsCount).ShouldBe((1, 20));
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Circle_reports_once_in_an_interval_and_only_changes()
    {
        Create("circle-1");
        Join("circle-1", "user-1");
        fixture.Advance(CircleJournal.DirectoryInterval);
        var (before, rows) = (Of(Put), DirectoryRows());
        for (var i = 0; i < 400; i++)
        {
            Post("circle-1", "user-1");
            fixture.Advance(TimeSpan.FromMilliseconds(50));
        }
        (Of(Put) - before).ShouldBeInRange(4, 6, "20 seconds of posts");
        (DirectoryRows() - rows).ShouldBeInRange(4, 6);
        fixture.Advance(CircleJournal.DirectoryInterval);
        var settled = Of(Put);
        fixture.Advance(TimeSpan.FromHours(1));
        Of(Put).ShouldBe(settled, "a quiet circle reports nothing");
        fixture.List().ShouldHaveSingleItem().PostsCount.ShouldBe(400);
    }

    [Fact]
    public void Created_edited_and_deleted_circles_are_listed_at_once()
    {
        Create("circle-1");
        fixture.List().ShouldHaveSingleItem().Profile.Name.ShouldBe("circle-1");
        fixture.Advance(CircleJournal.DirectoryInterval);
        Ok(fixture.Ask(() => fixture.Circle("circle-1").EditAsync(new(Operation(), "user-1", new CircleProfileChange("Renamed")))));
        fixture.List().ShouldHaveSingleItem().Profile.Name.ShouldBe("Renamed");
        fixture.Advance(CircleJournal.DirectoryInterval);
        Ok(fixture.Ask(() => fixture.Circle("circle-1").DeleteAsync(new(Operation(), "user-1"))));
        fixture.List().ShouldBeEmpty();
    }

    [Fact]
    public void List_after_a_restart_equals_the_list_before()
    {
        for (var i = 1; i <= 40; i++)
        {
            Create($"circle-{i:00}");
            Join($"circle-{i:00}", "user-1");
            for (var posts = 0; posts < i; posts++) Post($"circle-{i:00}", "user-1");
        }
        Ok(fixture.Ask(() => fixture.Circle("circle-07").DeleteAsync(new(Operation(), "user-1"))));
        fixture.Advance(CircleJournal.DirectoryInterval);
        var before = Figures();
        before.Length.ShouldBe(39);
        before[19].ShouldBe(("circle-21", 1L, 21L, true));

        fixture.Restart();
        Figures().ShouldBe(before);
        fixture.Active.ShouldNotContain(static owner => owner.StartsWith("circle/", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_that_a_crash_interrupts_is_delivered_afterwards()
    {
        Create("circle-1");
        Join("circle-1", "user-1");
        Post("circle-1", "user-1");
        fixture.Restart();
        fixture.List().ShouldHaveSingleItem().PostsCount.ShouldBe(0);
        fixture.Advance(TimeSpan.FromSeconds(10));
        fixture.Recover();
        fixture.List().ShouldHaveSingleItem().PostsCount.ShouldBe(1);
    }

    [Fact]
    public void Trending_ends_without_a_report()
    {
        Create("circle-1");
        Join("circle-1", "user-1");
        for (var i = 0; i < CircleRules.TrendingPosts; i++) Post("circle-1", "user-1");
        fixture.Advance(CircleJournal.DirectoryInterval);
        fixture.List().ShouldHaveSingleItem().Trending.ShouldBeTrue();
        var reports = Of(Put);
        fixture.Advance(CircleRules.TrendingSpan);
        fixture.List().ShouldHaveSingleItem().Trending.ShouldBeFalse();
        Of(Put).ShouldBe(reports);
    }

    [Fact]
    public void Worker_receives_only_what_changed()
    {
        for (var i = 1; i <= 200; i++) Create($"circle-{i}");
        fixture.List();
        fixture.Advance(CircleJournal.DirectoryInterval);
        Join("circle-77", "user-1");
        var shard = CircleDirectoryShards.KeyOf("circle-77");
        var seq = (long)fixture.Calls.FindLast(c => c.Name == Changes && c.Key == shard).Arguments[0]!;
        fixture.List().Length.ShouldBe(100);
        var asked = (long)fixture.Calls.FindLast(c => c.Name == Changes && c.Key == shard).Arguments[0]!;
        var changes = fixture.ShardState(shard).ChangedAfter(asked, 1000, asked + 1);
        asked.ShouldBeGreaterThan(seq);
        changes.IsWhole.ShouldBeFalse();
        changes.Circles.ShouldHaveSingleItem().Id.ShouldBe("circle-77");
        var calls = Of(Changes);
        fixture.Ask(async () => await fixture.Listing.GetAsync());
        Of(Changes).ShouldBe(calls, "the copy is younger than a second");
    }

    [Fact]
    public void Changes_are_paged_in_their_order()
    {
        var shard = new DirectoryShardState("0");
        for (var seq = 1; seq <= 25; seq++) shard = Reported(shard, seq, Summary($"circle-{seq % 10}", seq));
        var (found, after, more) = (new List<CircleSummary>(), 0L, true);
        while (more)
        {
            var page = shard.ChangedAfter(after, 3, 25);
            page.IsWhole.ShouldBe(after == 0);
            found.AddRange(page.Circles);
            (after, more) = (page.Seq, page.More);
        }
        found.Select(c => c.Version).ShouldBe(Enumerable.Range(16, 10).Select(v => (long)v));
        after.ShouldBe(25);
        shard.ChangedAfter(25, 3, 25).Circles.ShouldBeEmpty();
        shard.ChangedAfter(20, 10, 25).Circles.Select(c => c.Version).ShouldBe([21, 22, 23, 24, 25]);
    }

    [Fact]
    public void Copy_ahead_of_its_shard_is_read_again()
    {
        Create("circle-1");
        fixture.List().Length.ShouldBe(1);
        var shard = CircleDirectoryShards.KeyOf("circle-1");
        for (var i = 0; i < 3; i++)
        {
            fixture.Advance(CircleJournal.DirectoryInterval);
            Join("circle-1", $"user-{i}");
        }
        fixture.List().Single().MembersCount.ShouldBe(3);

        // The shard's last rows are lost.
        foreach (var row in fixture.Store.Rows.Keys.Where(k => k.Stream == $"circles.directory-shard/{shard}").Skip(2).ToList())
            fixture.Store.Rows.Remove(row);
        fixture.ForgetShards();
        fixture.List().Single().MembersCount.ShouldBe(0, "what the shard holds");
        fixture.Advance(CircleJournal.DirectoryInterval);
        Post("circle-1", "user-1");
        fixture.List().Single().MembersCount.ShouldBe(3);
    }

    [Fact]
    public void Older_summary_does_not_replace_a_newer_one()
    {
        var circles = ListedCircles.Empty.With([Summary("b", 5), Summary("d", 5)]);
        circles = circles.With([Summary("a", 1), Summary("b", 4), Summary("c", 1), Summary("d", 6), Summary("e", 1)]);
        circles.All.Select(c => (c.Id, c.Version)).ShouldBe([("a", 1), ("b", 5), ("c", 1), ("d", 6), ("e", 1)]);
        circles = circles.With([Summary("c", 2) with { Active = false }, Summary("f", 1) with { Active = false }]);
        circles.All.Select(c => c.Id).ShouldBe(["a", "b", "d", "e"]);

        var shard = Reported(new DirectoryShardState("0"), 1, Summary("a", 5));
        foreach (var version in (long[])[4, 5])
            DirectoryShardRules.Put(shard, new PutCircleSummary("op", Summary("a", version)), default).Events.ShouldBeEmpty();
        DirectoryShardRules.Put(shard, new PutCircleSummary("op", Summary("a", 6)), default).Events.Length.ShouldBe(1);
    }

    [Fact]
    public void Shard_that_does_not_respond_leaves_an_older_list()
    {
        Create("circle-1");
        Create("circle-2");
        fixture.List().Length.ShouldBe(2);
        var down = CircleDirectoryShards.KeyOf("circle-1");
        CircleDirectoryShards.KeyOf("circle-2").ShouldNotBe(down);
        fixture.Advance(CircleJournal.DirectoryInterval);
        Join("circle-1", "user-1");
        Join("circle-2", "user-1");
        var hangs = true;
        fixture.OnTheWay = call => hangs && call == $"{Changes} {down}" ? new TaskCompletionSource().Task : Task.CompletedTask;

        fixture.Time.Advance(CircleListing.MaxAge);
        var listing = fixture.Scheduler.Start(async () => await fixture.Listing.GetAsync());
        fixture.RunAll();
        listing.IsCompleted.ShouldBeFalse();
        fixture.Advance(CircleListing.MaxWait);
        listing.IsCompleted.ShouldBeTrue();
        listing.Result.All.Select(c => c.MembersCount).ShouldBe([0, 1]);
        hangs = false;
        fixture.List().Select(c => c.MembersCount).ShouldBe([1, 1]);
    }

    [Fact]
    public void Shards_take_over_the_directory_of_earlier_versions()
    {
        var circles = Enumerable.Range(1, 60).Select(i => $"circle-{i:00}").ToList();
        foreach (var (id, i) in circles.Select((id, i) => (id, i)))
        {
            Create(id);
            Join(id, "user-1");
            for (var posts = 0; posts < i; posts++) Post(id, "user-1");
        }
        var stored = circles.ConvertAll(id => AsBefore(fixture.CircleState(id)));
        EraseShards();
        fixture.StoreInOldDirectory([.. stored]);
        fixture.Restart();

        fixture.List().Select(c => (c.Id, c.MembersCount)).ShouldBe(circles.Select(id => (id, 1L)), "whole at once");
        fixture.Advance(TimeSpan.FromSeconds(2));
        fixture.List().Select(c => c.PostsCount).ShouldBe(Enumerable.Range(0, 60).Select(i => (long)i), "posts of before are counted");
        fixture.Active.Count(static owner => owner.StartsWith("circle/", StringComparison.Ordinal)).ShouldBe(60);

        fixture.Restart();
        var (rows, exports) = (DirectoryRows(), Of("ICircleDirectoryGrain.ExportAsync"));
        fixture.List().Select(c => c.PostsCount).ShouldBe(Enumerable.Range(0, 60).Select(i => (long)i));
        fixture.Advance(TimeSpan.FromSeconds(2));
        DirectoryRows().ShouldBe(rows, "imported once");
        Of("ICircleDirectoryGrain.ExportAsync").ShouldBe(exports + CircleDirectoryShards.Count);
        fixture.Active.ShouldNotContain(static owner => owner.StartsWith("circle/", StringComparison.Ordinal));

        // During the upgrade a silo of the earlier version stores there once more.
        Join("circle-05", "user-2");
        fixture.StoreInOldDirectory(stored[4] with { Version = 100, MembersCount = 2 });
        fixture.Restart();
        fixture.List();
        fixture.RunAll();
        var listed = fixture.List()[4];
        (listed.MembersCount, listed.PostsCount).ShouldBe((2, 0));
    }

    [Fact]
    public void Silo_of_an_earlier_version_is_served_by_the_shards()
    {
        Create("circle-1");
        Join("circle-1", "user-1");
        var summary = fixture.CircleState("circle-1");
        Ok(fixture.Ask(() => fixture.Directory().PutAsync(new("op", CircleRules.SummaryOf(summary)))));
        fixture.Time.Advance(CircleListing.MaxAge);
        fixture.Ask(() => fixture.Directory().IfChangedAsync(0)).ShouldNotBeNull().Circles.ShouldHaveSingleItem().MembersCount.ShouldBe(1);
        fixture.Store.Rows.Keys.ShouldNotContain(static key => key.Stream == "circles.directory/all");
    }

    private void Create(string id) => Ok(fixture.Ask(() =>
        fixture.Circle(id).CreateAsync(new(Operation(), "user-1", new CircleProfile(id, "Social", "", null, null, null, [])))));

    private void Join(string id, string userId) => Ok(fixture.Ask(() =>
        fixture.Circle(id).AddMemberAsync(new(Operation(), new MemberCard(userId, userId, null), $"{userId}/join"))));

    private void Post(string id, string userId) =>
        Ok(fixture.Ask(() => fixture.Circle(id).PostAsync(new(Operation(), userId, "Hello"))));

    private string Operation() => $"op{++operations}";

    private static bool IsPut(string call) => call.StartsWith(Put, StringComparison.Ordinal);

    private static void Ok<T>(Outcome<T> outcome) => outcome.IsOk.ShouldBeTrue();

    private int Of(string name) => fixture.Calls.Count(call => call.Name == name);

    private int DirectoryRows() =>
        fixture.Store.Rows.Keys.Count(static key => key.Stream.StartsWith("circles.directory-shard/", StringComparison.Ordinal));

    private void EraseShards()
    {
        fixture.Advance(CircleJournal.DirectoryInterval);
        var rows = fixture.Store.Rows;
        foreach (var row in rows.Keys.Where(static k => k.Stream.StartsWith("circles.directory", StringComparison.Ordinal)).ToList())
            rows.Remove(row);
        fixture.Restart();
    }

    private ImmutableArray<(string Id, long Members, long Posts, bool Active)> Figures() =>
        [.. fixture.List().Select(static c => (c.Id, c.MembersCount, c.PostsCount, c.Active))];

    /// <summary>As the directory of earlier versions held it: without the posts since the last other change.</summary>
    private static CircleSummary AsBefore(CircleState circle) =>
        CircleRules.SummaryOf(circle) with { PostsCount = 0, TrendingUntil = null, Version = circle.Version };

    private static DirectoryShardState Reported(DirectoryShardState shard, long seq, CircleSummary summary) =>
        DirectoryShardState.Apply(shard, new EventEnvelope<DirectoryShardEvent>(0, seq, default, null, new SummaryReported(summary)));

    private static CircleSummary Summary(string id, long version) =>
        new(id, new CircleProfile(id, "Social", "", null, null, null, []), 0, true, null, default, 0, null, [], version);
}

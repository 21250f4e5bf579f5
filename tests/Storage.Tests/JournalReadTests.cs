using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class JournalReadTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Row_round_trips(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        var row = Sample.Row("circle-1/activity", 1, "op-1", Sample.Moment.AddDays(1), """{"text":"Grüße 🎈 \u0000"}""");
        await store.Journal.StoreAsync(row, Sample.Row("circle-1/activity", 2));

        var read = await store.Journal.ReadAfterAsync("circle-1/activity", 0, 10);

        read.Count.ShouldBe(2);
        (read[0] with { Payload = default }).ShouldBe(row with { Payload = default });
        read[0].Payload.Text().ShouldBe(row.Payload.Text());
        (read[1].Op, read[1].Expires).ShouldBe((null, null));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Slice_of_a_buffer_is_stored_alone(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        var buffer = "junk{}junk"u8.ToArray();
        await store.Journal.StoreAsync(Sample.Row("s", 1) with { Payload = buffer.AsMemory(4, 2) });

        (await store.Journal.ReadAfterAsync("s", 0, 1))[0].Payload.Text().ShouldBe("{}");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pages_in_both_directions_are_ascending_and_complete(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        // Stored in an order of their own, and beyond 9, so that an order by text would show.
        foreach (var seq in new[] { 3L, 1, 2 }) await store.Journal.StoreAsync(Sample.Row("s", seq));
        await store.Journal.StoreAsync([.. Enumerable.Range(4, 20).Select(seq => Sample.Row("s", seq))]);
        await store.Journal.StoreAsync(Sample.Row("s2", 1), Sample.Row("s2", 2));

        (await store.Journal.ReadAfterAsync("s", 8, 3)).Select(row => row.Seq).ShouldBe([9, 10, 11]);
        (await store.Journal.ReadAfterAsync("s", 21, 10)).Select(row => row.Seq).ShouldBe([22, 23]);
        (await store.Journal.ReadBeforeAsync("s", 12, 3)).Select(row => row.Seq).ShouldBe([9, 10, 11]);
        (await store.Journal.ReadBeforeAsync("s", 3, 10)).Select(row => row.Seq).ShouldBe([1, 2]);
        (await store.Journal.ReadBeforeAsync("s", long.MaxValue, 2)).Select(row => row.Seq).ShouldBe([22, 23]);
        (await store.Journal.ReadAfterAsync("s", 23, 10)).ShouldBeEmpty();
        (await store.Journal.ReadAfterAsync("nobody", 0, 10)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Mentions_are_found_by_bytes_within_a_range(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 20).Select(seq =>
            Sample.Row("s", seq, text: seq % 3 == 0 ? """{"text":"Grüße","by":"user-1"}""" : """{"by":"user-2"}"""))]);
        await store.Journal.StoreAsync(Sample.Row("t", 1, text: """{"by":"user-1"}"""));

        (await store.Journal.ReadMentionsAsync("s", "user-1", 0, 20, 100)).Select(row => row.Seq).ShouldBe([3, 6, 9, 12, 15, 18]);
        (await store.Journal.ReadMentionsAsync("s", "user-1", 3, 12, 100)).Select(row => row.Seq).ShouldBe([6, 9, 12]);
        (await store.Journal.ReadMentionsAsync("s", "user-1", 0, 20, 2)).Select(row => row.Seq).ShouldBe([3, 6]);
        (await store.Journal.ReadMentionsAsync("s", "USER-1", 0, 20, 100)).ShouldBeEmpty();
        (await store.Journal.ReadMentionsAsync("none", "user-1", 0, 20, 100)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Streams_that_mention_a_text_are_found_page_by_page(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        foreach (var stream in (string[])["feed/user-1", "feed/user-2", "feed/user-3", "feed", "feeds/user-4", "other/user-5"])
            await store.Journal.StoreAsync([.. Enumerable.Range(1, 7).Select(seq => Sample.Row(
                stream, seq, stream.EndsWith('2') && seq == 3 ? "op/ada" : null,
                text: stream.EndsWith('3') && seq == 6 || stream.EndsWith('4') ? """{"by":"ada"}""" : """{"by":"ben"}"""))]);
        foreach (var limit in (int[])[1, 4, 7, 21, 100])
        {
            var (found, pages) = (new List<string>(), 0);
            for (RowPosition? last = new("", 0); last is not null; pages++)
            {
                var search = await store.Journal.FindStreamsAsync("feed/", "ada", last.Value, limit);
                found.AddRange(search.Streams);
                last = search.Last;
            }
            found.ShouldBe(["feed/user-2", "feed/user-3"], $"pages of {limit}");
            pages.ShouldBeInRange(21 / limit, (21 / limit) + 1);
        }
    }

    [Fact]
    public async Task Compaction_leaves_no_deleted_byte_in_the_files_of_Sqlite()
    {
        await using var store = await databases.NewStoreAsync(Database.Sqlite);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 300).Select(seq =>
            Sample.Row("s", seq, text: $$"""{"word":"canary-{{seq % 2}}","rest":"{{new string('x', 200)}}"}"""))]);
        await store.Journal.RewriteAsync([.. Enumerable.Range(1, 300).Where(seq => seq % 2 == 0).Select(seq =>
            Sample.Row("s", seq, text: """{"word":"zzzzzz-0"}"""))]);
        Found("canary-0").ShouldBeTrue("stays without a compaction");
        // Several at once share runs, beside commits.
        var appends = Enumerable.Range(1, 50).Select(seq => store.Journal.StoreAsync(Sample.Row($"t{seq}", 1))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.Journal.CompactAsync()).Concat(appends));
        Found("canary-0").ShouldBeFalse();
        Found("canary-1").ShouldBeTrue();
        (await store.Journal.SeqsAsync("s")).Length.ShouldBe(300);
        (await store.Journal.SeqsAsync("t50")).ShouldBe([1]);

        bool Found(string text) => Directory.GetFiles(store.Place).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rewritten_rows_keep_seq_and_time(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(
            Sample.Row("s", 1, "op-of-ada"), Sample.Row("s", 2, text: """{"by":"ada"}"""), Sample.Row("s", 3, "op-3"));
        (await store.Journal.ReadMentionsAsync("s", "ada", 0, 3, 10)).Select(row => row.Seq).ShouldBe([1, 2], "in the op as well");

        await store.Journal.RewriteAsync([
            Sample.Row("s", 1, "op-of-zzz"), Sample.Row("s", 2, text: """{"by":"zzz"}""") with { Type = "tests.event.v2" },
        ]);

        var rows = await store.Journal.ReadAfterAsync("s", 0, 10);
        rows.Select(row => (row.Seq, row.Op, row.Type, row.At)).ShouldBe([
            (1, "op-of-zzz", "tests.event.v1", Sample.Moment.AddSeconds(1)), (2, null, "tests.event.v2", Sample.Moment.AddSeconds(2)),
            (3, "op-3", "tests.event.v1", Sample.Moment.AddSeconds(3)),
        ]);
        rows[1].Payload.Text().ShouldBe("""{"by":"zzz"}""");
        (await store.Journal.ReadMentionsAsync("s", "ada", 0, 3, 10)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Renamed_streams_keep_their_rows(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 5).Select(seq => Sample.Row("s", seq, $"op-{seq}"))]);
        await store.Journal.StoreAsync(Sample.Row("s/sub", 1), Sample.Row("other", 1));

        (await store.Journal.RenameAsync([("s", "t"), ("s/sub", "t/sub"), ("none", "nothing")])).ShouldBe(6);

        (await store.Journal.SeqsAsync("t")).ShouldBe([1, 2, 3, 4, 5]);
        (await store.Journal.SeqsAsync("t/sub")).ShouldBe([1]);
        (await store.Journal.SeqsAsync("s")).ShouldBeEmpty();
        (await store.Journal.SeqsAsync("other")).ShouldBe([1]);
        (await store.Journal.FindOperationAsync(["t"], "op-3")).ShouldHaveSingleItem().Seq.ShouldBe(3);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deletion_takes_the_newest_rows_of_one_stream_and_one_owner(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 7).Select(seq => Sample.Row("s", seq))]);
        await store.Journal.StoreAsync(Sample.Row("s2", 1));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/s", Sample.OutboxEntry("mine")));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/s2", Sample.OutboxEntry("another's")));

        (await store.Journal.DeleteNewestAsync("s", 3)).ShouldBe(3);
        (await store.Journal.SeqsAsync("s")).ShouldBe([1, 2, 3, 4]);
        (await store.Journal.DeleteNewestAsync("s", 9)).ShouldBe(4);
        (await store.Journal.DeleteNewestAsync("s", 9)).ShouldBe(0);
        await store.Journal.DeleteOwnerAsync("grain/s", "s");

        (await store.Journal.SeqsAsync("s2")).ShouldBe([1]);
        (await store.Journal.OutboxAsync("grain/s")).ShouldBeEmpty();
        (await store.Journal.OutboxAsync("grain/s2")).Count.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Open_returns_the_last_rows_and_the_outbox(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 5).Select(seq => Sample.Row("b", seq))]);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 12).Select(seq => Sample.Row("a", seq))]);
        await store.Journal.AppendAsync(
            Sample.AppendOf("grain/b", Sample.OutboxEntry("young", 9), Sample.OutboxEntry("old", 7, due: Sample.Moment.AddSeconds(9))));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("another's")));

        var opened = await store.Journal.LoadAsync("grain/b", [new("b", 3), new("none", 5), new("a", 100)]);

        opened.Tails.Select(tail => tail.Select(row => row.Seq).ToArray())
            .ShouldBe([[3, 4, 5], [], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
        opened.OutboxEntries.Select(effect => effect.Id).ShouldBe(["old", "young"]);
        (opened.OutboxEntries[0] with { Payload = default }).ShouldBe(
            Sample.OutboxEntry("old", 7, Sample.Moment.AddSeconds(9)) with { Payload = default });
        opened.OutboxEntries[0].Payload.Text().ShouldBe("""{"v":7}""");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Open_without_streams_returns_the_outbox(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e")));

        var opened = await store.Journal.LoadAsync("grain/a", []);

        opened.Tails.ShouldBeEmpty();
        opened.OutboxEntries.Single().Id.ShouldBe("e");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Operation_is_found_with_its_following_rows(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("members", 1, "first"));
        await store.Journal.StoreAsync(
            Sample.Row("members", 2, "mine"), Sample.Row("members", 3), Sample.Row("members", 4), Sample.Row("activity", 1, "mine"),
            Sample.Row("activity", 2));
        await store.Journal.StoreAsync(Sample.Row("members", 5, "later"), Sample.Row("members", 6));

        var found = await store.Journal.FindOperationAsync(["activity", "members", "none"], "mine");

        found.Select(row => (row.Stream, row.Seq))
            .ShouldBe([("activity", 1), ("activity", 2), ("members", 2), ("members", 3), ("members", 4)]);
        (await store.Journal.FindOperationAsync(["activity"], "first")).ShouldBeEmpty();
        (await store.Journal.FindOperationAsync(["members"], "later")).Select(row => row.Seq).ShouldBe([5, 6]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_after_a_gap_do_not_belong_to_the_operation(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1, "mine"), Sample.Row("s", 2));
        await store.Journal.StoreAsync(Sample.Row("s", 3, "expired", Sample.Moment), Sample.Row("s", 4));
        await store.Journal.DeleteExpiredAsync(Sample.Moment.AddDays(1), 10);

        (await store.Journal.FindOperationAsync(["s"], "mine")).Select(row => row.Seq).ShouldBe([1, 2]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Expired_rows_are_deleted_in_portions(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(
            Sample.Row("s", 1, expires: Sample.Moment), Sample.Row("s", 2, expires: Sample.Moment),
            Sample.Row("s", 3, expires: Sample.Moment.AddHours(2)), Sample.Row("s", 4));

        (await store.Journal.DeleteExpiredAsync(Sample.Moment.AddMilliseconds(-1), 10)).ShouldBe(0);
        (await store.Journal.DeleteExpiredAsync(Sample.Moment, 1)).ShouldBe(1);
        (await store.Journal.DeleteExpiredAsync(Sample.Moment, 10)).ShouldBe(1);
        (await store.Journal.SeqsAsync("s")).ShouldBe([3, 4]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Erased_rows_leave_the_fence_in_place(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1, "a"), Sample.Row("s", 2, "b"), Sample.Row("s", 3, "c"));
        await store.Journal.StoreAsync(Sample.Row("t", 1), Sample.Row("t", 2));

        await store.Journal.EraseAsync("s", 2);
        await store.Journal.EraseAsync("s", 2);
        (await store.Journal.SeqsAsync("s")).ShouldBe([3]);
        (await store.Journal.SeqsAsync("t")).ShouldBe([1, 2]);
        (await store.Journal.FindOperationAsync(["s"], "a")).ShouldBeEmpty();
        (await store.Journal.AppendAsync(Sample.Append(Sample.Row("s", 3)))).ShouldBe(AppendResult.Fenced);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Store_reports_its_health(Database database)
    {
        var store = await databases.NewStoreAsync(database);
        (await store.Journal.IsReachableAsync(CancellationToken.None)).ShouldBeTrue();

        await store.DisposeAsync();

        (await store.Journal.IsReachableAsync(CancellationToken.None)).ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => store.Journal.AppendAsync(Sample.Append(Sample.Row("s", 1))));
    }
}

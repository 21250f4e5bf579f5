using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class JournalConflictTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Second_activation_is_fenced(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1, "a"), Sample.Row("s", 2));

        var result = await store.Journal.AppendAsync(
            new("grain/s", [Sample.Row("s", 2, "b"), Sample.Row("s", 3)], [Sample.OutboxEntry("owed")]));

        result.ShouldBe(AppendResult.Fenced);
        (await store.Journal.SeqsAsync("s")).ShouldBe([1, 2]);
        (await store.Journal.OutboxAsync("grain/s")).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Operation_is_stored_once(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1, "a"));
        await store.Journal.StoreAsync(Sample.Row("s", 2, "b"));

        var result = await store.Journal.AppendAsync(
            new("grain/s", [Sample.Row("s", 3, "c"), Sample.Row("s", 4, "a")], [Sample.OutboxEntry("owed")]));

        result.ShouldBe(new AppendResult(AppendStatus.Repeated, "a"));
        (await store.Journal.SeqsAsync("s")).ShouldBe([1, 2]);
        (await store.Journal.OutboxAsync("grain/s")).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Repeated_append_is_reported_as_repeated(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        var append = Sample.Append(Sample.Row("s", 1, "a"), Sample.Row("s", 2));
        await store.Journal.AppendAsync(append);

        (await store.Journal.AppendAsync(append)).ShouldBe(new AppendResult(AppendStatus.Repeated, "a"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_without_operation_are_never_repeats(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1, "a"), Sample.Row("s", 2), Sample.Row("t", 1, "a"), Sample.Row("t", 2));
        await store.Journal.StoreAsync(Sample.Row("u", 1, "a"));

        (await store.Journal.SeqsAsync("t")).ShouldBe([1, 2]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Append_to_several_streams_is_atomic(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("t", 1, "t"));

        (await store.Journal.AppendAsync(Sample.Append(Sample.Row("s", 1, "a"), Sample.Row("t", 1, "a"), Sample.Row("u", 1, "a"))))
            .ShouldBe(AppendResult.Fenced);

        (await store.Journal.SeqsAsync("s")).ShouldBeEmpty();
        (await store.Journal.SeqsAsync("u")).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Conflict_in_a_group_fails_alone(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("taken", 1, "x"));
        await store.Journal.StoreAsync(Sample.Row("done", 1, "op-done"));

        // Enqueued in one go, without waiting in between: they share groups.
        var appends = Enumerable.Range(0, 300).Select(i => (i % 100) switch
        {
            37 => Sample.Append(Sample.Row($"s{i}", 1), Sample.Row("taken", 1, $"late-{i}")),
            71 => Sample.Append(Sample.Row($"s{i}", 1), Sample.Row("done", 100 + i, "op-done")),
            _ => new JournalAppend($"grain/s{i}", [Sample.Row($"s{i}", 1, $"op-{i}"), Sample.Row($"s{i}", 2)], [Sample.OutboxEntry("e")]),
        }).ToArray();
        var results = await Task.WhenAll(appends.Select(store.Journal.AppendAsync));

        for (var i = 0; i < 300; i++)
        {
            results[i].ShouldBe((i % 100) switch
            {
                37 => AppendResult.Fenced,
                71 => new AppendResult(AppendStatus.Repeated, "op-done"),
                _ => AppendResult.Stored,
            });
            (await store.Journal.SeqsAsync($"s{i}")).ShouldBe(i % 100 is 37 or 71 ? [] : [1, 2]);
        }

        (await store.Journal.OutboxAsync("grain/s5")).Count.ShouldBe(1);
        (await store.Journal.SeqsAsync("done")).ShouldBe([1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_activations_store_once(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        for (var seq = 1; seq <= 20; seq++)
        {
            // Different owners, so that on PostgreSQL they come over different pipelines, as from different silos.
            var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                store.Journal.AppendAsync(
                    new($"activation-{i}", [Sample.Row("s", seq, $"op-{seq}-{i}")], [Sample.OutboxEntry($"e-{seq}")]))));
            results.Count(result => result == AppendResult.Stored).ShouldBe(1);
            results.Count(result => result == AppendResult.Fenced).ShouldBe(7);
        }

        (await store.Journal.SeqsAsync("s")).ShouldBe(Enumerable.Range(1, 20).Select(seq => (long)seq));
        var owed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => store.Journal.OutboxAsync($"activation-{i}")));
        owed.Sum(effects => effects.Count).ShouldBe(20);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_identical_operations_are_stored_once(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        var results = await Task.WhenAll(
            Enumerable.Range(1, 16).Select(seq => store.Journal.AppendAsync(new($"activation-{seq}", [Sample.Row("s", seq, "once")], []))));

        results.Count(result => result == AppendResult.Stored).ShouldBe(1);
        results.Count(result => result == new AppendResult(AppendStatus.Repeated, "once")).ShouldBe(15);
        (await store.Journal.SeqsAsync("s")).Length.ShouldBe(1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Unstorable_append_fails_alone(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        var sound = Enumerable.Range(0, 20).Select(i => store.Journal.AppendAsync(Sample.Append(Sample.Row($"s{i}", 1, "a")))).ToList();
        var twice = store.Journal.AppendAsync(Sample.Append(Sample.Row("t", 1, "a"), Sample.Row("t", 2, "a")));
        var nameless = store.Journal.AppendAsync(Sample.Append(Sample.Row("u", 1, "a") with { Type = null! }));
        sound.AddRange(Enumerable.Range(20, 20).Select(i => store.Journal.AppendAsync(Sample.Append(Sample.Row($"s{i}", 1, "a")))));

        await Should.ThrowAsync<Exception>(() => twice);
        await Should.ThrowAsync<Exception>(() => nameless);
        (await Task.WhenAll(sound)).ShouldAllBe(result => result == AppendResult.Stored);
        (await store.Journal.SeqsAsync("t")).ShouldBeEmpty();
    }
}

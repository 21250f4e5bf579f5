using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class ConcurrencyTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_appends_are_stored_without_holes(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(task => Task.Run(async () =>
        {
            for (var seq = 1; seq <= 32; seq++)
            {
                var append = new JournalAppend(
                    $"grain/{task}", [Sample.Row($"s{task}", seq, $"op-{seq}")], [Sample.OutboxEntry("latest", seq)]);
                (await store.Journal.AppendAsync(append)).ShouldBe(AppendResult.Stored);
            }
        })));

        for (var task = 0; task < 64; task++)
        {
            (await store.Journal.SeqsAsync($"s{task}")).ShouldBe(Enumerable.Range(1, 32).Select(seq => (long)seq));
            (await store.Journal.OutboxAsync($"grain/{task}")).Single().Version.ShouldBe(32);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Appends_of_one_owner_are_stored_in_order(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        // The later ones would be refused if an earlier one came after them: each replaces the effect of the one before.
        await Task.WhenAll(Enumerable.Range(1, 200)
            .Select(version => store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e", version)))));

        (await store.Journal.OutboxAsync("grain/a")).Single().Version.ShouldBe(200);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_read_sees_whole_appends_only(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        using var ended = new CancellationTokenSource();
        var reading = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                var opened = await store.Journal.LoadAsync("grain/s", [new("s", 1_000), new("t", 1_000)]);
                opened.Tails[0].Count.ShouldBe(opened.Tails[1].Count);
                (opened.Tails[0].Count % 3).ShouldBe(0);
            }
        })));

        for (var seq = 1; seq < 300; seq += 3)
            await store.Journal.StoreAsync(
                [.. new[] { "s", "t" }.SelectMany(stream => Enumerable.Range(seq, 3).Select(each => Sample.Row(stream, each)))]);
        await ended.CancelAsync();

        await reading;
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Closing_the_store_writes_pending_appends(Database database)
    {
        var store = await databases.NewStoreAsync(database);
        var appends = Enumerable.Range(0, 500).Select(i => store.Journal.AppendAsync(Sample.Append(Sample.Row($"s{i}", 1)))).ToArray();

        await store.DisposeAsync();

        (await Task.WhenAll(appends)).ShouldAllBe(result => result == AppendResult.Stored);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage.Postgres;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class GroupTests(Databases databases)
{
    private static readonly AppendResult Repeated = new(AppendStatus.Repeated, "once");

    [Theory, OnSqlite, OnPostgres]
    public async Task Every_append_of_a_group_gets_its_own_result(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("done", 1, "once"));

        // Writers of several owners at once; each sends sound, repeated, fenced and unstorable appends.
        await Task.WhenAll(Enumerable.Range(0, 40).Select(writer => Task.Run(async () =>
        {
            var appends = Enumerable.Range(1, 10).Select(i => new JournalAppend($"grain/{writer}", i switch
            {
                3 => [Sample.Row($"s{writer}", 100), Sample.Row("done", 1_000 + writer, "once")],
                5 => [Sample.Row($"s{writer}", 101), Sample.Row("done", 1)],
                7 => [Sample.Row($"s{writer}", 102), Sample.Row("done", 1, "once")],
                9 => [Sample.Row($"s{writer}", 103, "twice"), Sample.Row($"s{writer}", 104, "twice")],
                _ => [Sample.Row($"s{writer}", i, $"op-{i}")],
            }, [Sample.OutboxEntry($"e{i}", i)]));
            var results = appends.Select(store.Journal.AppendAsync).ToArray();

            for (var i = 1; i <= 10; i++)
            {
                if (i == 9) await Should.ThrowAsync<Exception>(() => results[i - 1]);
                else (await results[i - 1]).ShouldBe(i switch { 3 or 7 => Repeated, 5 => AppendResult.Fenced, _ => AppendResult.Stored });
            }
        })));

        for (var writer = 0; writer < 40; writer++)
        {
            (await store.Journal.SeqsAsync($"s{writer}")).ShouldBe([1, 2, 4, 6, 8, 10]);
            (await store.Journal.OutboxAsync($"grain/{writer}")).Select(entry => entry.Version).ShouldBe([1, 2, 4, 6, 8, 10]);
        }
        (await store.Journal.SeqsAsync("done")).ShouldBe([1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Appends_that_conflict_with_each_other_are_stored_once(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);

        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => store.Journal.AppendAsync((i % 3) switch
        {
            0 => new("grain/a", [Sample.Row($"s{i}", 1)], []),
            1 => new("grain/a", [Sample.Row("once", i + 1, "once")], []),
            _ => new("grain/a", [Sample.Row("first", 1, $"op-{i}")], []),
        })));

        results.Where((_, i) => i % 3 == 0).ShouldAllBe(result => result == AppendResult.Stored);
        results.Where((_, i) => i % 3 == 1).Count(result => result == Repeated).ShouldBe(99);
        results.Where((_, i) => i % 3 == 2).Count(result => result == AppendResult.Fenced).ShouldBe(99);
        (await store.Journal.SeqsAsync("once")).ShouldBe([2]);
        (await store.Journal.ReadAfterAsync("first", 0, 10)).Single().Op.ShouldBe("op-2");
    }

    [Theory, OnPostgres]
    public Task Group_with_refused_appends_is_stored_in_one_transaction(Database database) =>
        StoresTogetherAsync(database, i => (i % 100) switch
        {
            37 => Sample.Row("done", 100 + i, "once"),
            71 => Sample.Row("done", 1, $"op-{i}"),
            _ => Sample.Row($"s{i}", 1, $"op-{i}"),
        }, stored: 490);

    [Theory, OnPostgres]
    public Task Group_with_appends_that_conflict_with_each_other_is_stored_in_one_transaction(Database database) =>
        StoresTogetherAsync(database, i => i % 100 is 37 ? Sample.Row("same", i, "once") : Sample.Row($"s{i}", 1), stored: 496);

    private async Task StoresTogetherAsync(Database database, Func<int, JournalRow> row, int stored)
    {
        var place = await databases.NewPlaceAsync(database);
        await Databases.ApplySchemaAsync(database, place);
        await using var journal = new PostgresJournalStore(
            place, NullLogger<PostgresJournalStore>.Instance, new PostgresJournalOptions { Pipelines = 1 });
        await journal.StoreAsync(Sample.Row("done", 1, "once"));
        await using var other = NpgsqlDataSource.Create(place);
        await using var connection = await other.OpenConnectionAsync();

        // While the table is locked the appends gather: the pipeline has one group under way, and then one with the rest.
        var transaction = await connection.BeginTransactionAsync();
        await ScalarAsync("LOCK TABLE journal IN SHARE MODE");
        var appends = Enumerable.Range(0, 500).Select(i => journal.AppendAsync(Sample.Append(row(i)))).ToArray();
        await transaction.CommitAsync();
        var results = await Task.WhenAll(appends);

        results.Count(result => result == AppendResult.Stored).ShouldBe(stored);
        (await ScalarAsync("SELECT count(DISTINCT xmin::text) FROM journal WHERE stream <> 'done'")).ShouldBeLessThanOrEqualTo(2);

        async Task<long> ScalarAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync() as long? ?? 0;
        }
    }
}

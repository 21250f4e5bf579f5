using Microsoft.Data.Sqlite;
using Npgsql;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage.Sqlite;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class FailureTests(Databases databases)
{
    [Fact]
    public async Task Full_disk_fails_only_the_appends_without_room()
    {
        await using var store = await databases.NewStoreAsync(Database.Sqlite, new SqliteJournalOptions { MaxPages = 60 });
        var text = $"\"{new string('x', 900)}\"";

        // One by itself has room; of the many at once a busy machine may group all, and then none of them has.
        var first = await AppendAsync(0);
        bool[] results = [first, .. await Task.WhenAll(Enumerable.Range(1, 400).Select(i => Task.Run(() => AppendAsync(i))))];

        results.ShouldContain(false);
        results.ShouldContain(true);
        for (var i = 0; i < results.Length; i++) (await store.Journal.SeqsAsync($"s{i}")).ShouldBe(results[i] ? [1, 2] : []);

        // The writer goes on: once there is room again, appends are stored.
        while (await store.Journal.DeleteExpiredAsync(Sample.Moment, 50) > 0)
        {
        }

        await store.Journal.StoreAsync(Sample.Row("after", 1));

        Task<bool> AppendAsync(int i) => OutcomeAsync(
            store.Journal.AppendAsync(
                Sample.Append(
                Sample.Row($"s{i}", 1, "op", Sample.Moment, text), Sample.Row($"s{i}", 2, expires: Sample.Moment, text: text))));
    }

    [Fact]
    public async Task Locked_file_fails_the_group_only()
    {
        await using var store = await databases.NewStoreAsync(
            Database.Sqlite, new SqliteJournalOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        await using var other = new SqliteConnection($"Data Source={Path.Combine(store.Place, "xela.db")};Pooling=False");
        await other.OpenAsync();
        await using (var transaction = other.BeginTransaction(deferred: false))
        {
            await Should.ThrowAsync<SqliteException>(() => store.Journal.AppendAsync(Sample.Append(Sample.Row("s", 1, "a"))));
            (await store.Journal.IsReachableAsync(CancellationToken.None)).ShouldBeFalse();
        }

        (await store.Journal.SeqsAsync("s")).ShouldBeEmpty();
        await store.Journal.StoreAsync(Sample.Row("s", 1, "a"));
    }

    [Theory, OnPostgres]
    public async Task Lost_connection_never_acknowledges_an_unstored_append(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await using var admin = NpgsqlDataSource.Create(store.Place);
        var (acknowledged, failures) = (0, 0);

        var writing = Enumerable.Range(0, 24).Select(stream => Task.Run(async () =>
        {
            for (var seq = 1; seq <= 150;)
            {
                var append = Sample.Append(Sample.Row($"s{stream}", seq, $"op-{seq}"), Sample.Row($"s{stream}", seq + 1));
                try
                {
                    // A lost response shows as a repetition when the same append is sent again; being fenced would be wrong: there is no
                    // other writer this stream.
                    var result = await store.Journal.AppendAsync(append);
                    if (result != AppendResult.Stored) result.ShouldBe(new AppendResult(AppendStatus.Repeated, $"op-{seq}"));
                    seq += 2;
                    Interlocked.Increment(ref acknowledged);
                }
                catch (NpgsqlException)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })).ToArray();
        var all = Task.WhenAll(writing);
        while (!all.IsCompleted)
        {
            await using var cut = admin.CreateCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
                + "pg_backend_pid()");
            await cut.ExecuteNonQueryAsync();
            // The next cut comes when something was stored in between, so that every writer gets on.
            for (var before = Volatile.Read(ref acknowledged); Volatile.Read(ref acknowledged) < before + 40 && !all.IsCompleted;)
                await Task.Yield();
        }

        await all;

        failures.ShouldBeGreaterThan(0);
        for (var stream = 0; stream < 24; stream++)
            (await store.Journal.SeqsAsync($"s{stream}")).ShouldBe(Enumerable.Range(1, 150).Select(seq => (long)seq));
    }

    private static async Task<bool> OutcomeAsync(Task<AppendResult> append)
    {
        try
        {
            return await append == AppendResult.Stored;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}

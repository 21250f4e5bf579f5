using Microsoft.Data.Sqlite;
using Npgsql;
using XelaConnect.Infrastructure.Storage;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class SchemaTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_starts_on_an_empty_database_succeed(Database database)
    {
        for (var trial = 0; trial < (database == Database.Sqlite ? 20 : 3); trial++)
        {
            var place = await databases.NewPlaceAsync(database);
            using var start = new Barrier(8);

            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Databases.ApplySchemaAsync(database, place);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            await using var store = new TestStore(database, place);
            await store.Journal.StoreAsync(Sample.Row("s", 1));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Restart_keeps_stored_data(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync(Sample.Row("s", 1));

        await Databases.ApplySchemaAsync(database, store.Place);

        (await store.Journal.SeqsAsync("s")).ShouldBe([1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Newer_schema_is_rejected_and_left_unchanged(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await Databases.ApplySchemaAsync(database, place);
        await ExecuteAsync(
            database, place, $"UPDATE schema_version SET version = 99{(database == Database.Postgres ? ", oldest = 98" : "")}");

        var refusal = await Should.ThrowAsync<SchemaTooNewException>(() => Databases.ApplySchemaAsync(database, place));

        refusal.Message.ShouldMatch(
            "^The (journal )?database has schema version 99, but this build knows versions up to [0-9]+: start a newer build\\.$");
        (await ExecuteAsync(database, place, "SELECT version FROM schema_version")).ShouldBe(99);
    }

    [Theory, OnPostgres]
    public async Task Schema_of_the_next_release_is_accepted_and_left_unchanged(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await ExecuteAsync(database, store.Place, "UPDATE schema_version SET oldest = version");
        await ExecuteAsync(database, store.Place, "UPDATE schema_version SET version = 99");

        await Databases.ApplySchemaAsync(database, store.Place);

        (await ExecuteAsync(database, store.Place, "SELECT version FROM schema_version")).ShouldBe(99);
        await ExecuteAsync(database, store.Place, "UPDATE schema_version SET oldest = 99");
        await Should.ThrowAsync<SchemaTooNewException>(() => Databases.ApplySchemaAsync(database, store.Place));
    }

    [Theory, OnPostgres]
    public async Task Server_without_durable_commits_is_rejected(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await ExecuteAsync(
            database, place, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");

        (await Should.ThrowAsync<StartException>(() => Databases.ApplySchemaAsync(database, place)))
            .Message.ShouldContain("synchronous_commit");
    }

    [Theory, OnPostgres]
    public async Task Server_with_too_few_connections_is_rejected(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await ExecuteAsync(database, place, LimitTo(15));

        (await Should.ThrowAsync<StartException>(() => Databases.ApplySchemaAsync(database, place)))
            .Message.ShouldBe(
                "A silo opens up to 16 connections to PostgreSQL, and this server allows 15: raise max_connections, or the limit of "
                + "the database or the user.");

        await ExecuteAsync(database, place, LimitTo(16));
        await Databases.ApplySchemaAsync(database, place);

        static string LimitTo(int connections) =>
            $"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I CONNECTION LIMIT {connections}', current_database()); END $$";
    }

    private static async Task<long> ExecuteAsync(Database database, string place, string sql)
    {
        await using System.Data.Common.DbConnection connection = database == Database.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(place, "xela.db")};Pooling=False")
            : new NpgsqlConnection(place + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

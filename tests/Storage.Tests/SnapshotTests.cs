using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Storage;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage;
using XelaConnect.Infrastructure.Storage.Sqlite;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class SnapshotTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Snapshots_survive_a_silo_restart(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        string? etag;
        await using (var silo = await TestSilo.StartAsync(database, place))
        {
            var snapshots = silo.Services.GetRequiredService<ISnapshotStore>();
            (await snapshots.ReadAsync("tests.state", "grain-1")).ShouldBeNull();
            etag = await snapshots.WriteAsync("tests.state", "grain-1", Of(7), null);
            (await silo.Services.GetRequiredService<IJournalStore>().AppendAsync(Sample.Append(Sample.Row("s", 1))))
                .ShouldBe(AppendResult.Stored);
            await silo.StopAsync();
        }

        await using var again = await TestSilo.StartAsync(database, place);
        var read = await again.Services.GetRequiredService<ISnapshotStore>().ReadAsync("tests.state", "grain-1");
        (read!.Snapshot.Seq, read.Snapshot.State.Text(), read.Etag).ShouldBe((7, """{"seq":"not this","state":[7]}""", etag));
        (await again.Services.GetRequiredService<IJournalStore>().SeqsAsync("s")).ShouldBe([1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Snapshot_write_checks_the_etag(Database database)
    {
        await using var silo = await TestSilo.StartAsync(database, await databases.NewPlaceAsync(database));
        var snapshots = silo.Services.GetRequiredService<ISnapshotStore>();
        var first = await snapshots.WriteAsync("tests.state", "g", Of(1), null);
        var second = await snapshots.WriteAsync("tests.state", "g", Of(2), first);

        await Should.ThrowAsync<InconsistentStateException>(() => snapshots.WriteAsync("tests.state", "g", Of(3), first));
        await Should.ThrowAsync<InconsistentStateException>(() => snapshots.WriteAsync("tests.state", "g", Of(3), null));
        await Should.ThrowAsync<InconsistentStateException>(() => snapshots.WriteAsync("tests.state", "nobody", Of(3), second));

        var read = await snapshots.ReadAsync("tests.state", "g");
        (read!.Snapshot.Seq, read.Etag).ShouldBe((2, second));
        (await snapshots.ReadAsync("tests.state", "nobody")).ShouldBeNull();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Deleted_snapshot_is_gone_and_may_be_written_again(Database database)
    {
        await using var silo = await TestSilo.StartAsync(database, await databases.NewPlaceAsync(database));
        var snapshots = silo.Services.GetRequiredService<ISnapshotStore>();
        await snapshots.DeleteAsync("tests.state", "g");
        await snapshots.WriteAsync("tests.state", "g", Of(1), null);
        await snapshots.DeleteAsync("tests.state", "g");
        (await snapshots.ReadAsync("tests.state", "g")).ShouldBeNull();
        (await snapshots.WriteAsync("tests.state", "g", Of(2), null)).ShouldNotBeNull();
        (await snapshots.ReadAsync("tests.state", "g"))!.Snapshot.Seq.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Similar_keys_have_their_own_snapshots(Database database)
    {
        await using var silo = await TestSilo.StartAsync(database, await databases.NewPlaceAsync(database));
        var snapshots = silo.Services.GetRequiredService<ISnapshotStore>();
        (string Name, string Key)[] all =
            [("a", "abc"), ("a", "ABC"), ("a", "0abc"), ("b", "abc"), ("a", "0123456789abcdef0123456789abcdef"),
                ("a", "0123456789ABCDEF0123456789abcdef")];

        for (var i = 0; i < all.Length; i++) await snapshots.WriteAsync(all[i].Name, all[i].Key, Of(i + 1), null);

        for (var i = 0; i < all.Length; i++) (await snapshots.ReadAsync(all[i].Name, all[i].Key))!.Snapshot.Seq.ShouldBe(i + 1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stored_snapshot_names_no_type(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await using var silo = await TestSilo.StartAsync(database, place);
        await silo.Services.GetRequiredService<ISnapshotStore>().WriteAsync("tests.state", "g", Of(7), null);

        await using DbConnection connection = database == Database.Sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(place, "orleans.db")}")
            : new NpgsqlConnection(place);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT PayloadBinary FROM OrleansStorage";
        Encoding.UTF8.GetString((byte[])(await command.ExecuteScalarAsync())!)
            .ShouldBe("""{"seq":7,"state":{"seq":"not this","state":[7]}}""");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_first_snapshot_writes_store_one(Database database)
    {
        await using var silo = await TestSilo.StartAsync(database, await databases.NewPlaceAsync(database));
        // Straight to the provider: what must hold is the statement, also between silos.
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Snapshots);

        for (var trial = 0; trial < 25; trial++)
        {
            var id = GrainId.Create("tests.state", $":race-{trial}");
            var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(async () =>
            {
                var state = new GrainState<SnapshotRecord> { State = new SnapshotRecord { Seq = writer, Json = "{}"u8.ToArray() } };
                try
                {
                    await storage.WriteStateAsync("tests.state", id, state);
                    return writer;
                }
                catch (InconsistentStateException)
                {
                    return 0;
                }
            })));

            results.Count(writer => writer > 0).ShouldBe(1);
            var read = new GrainState<SnapshotRecord>();
            await storage.ReadStateAsync("tests.state", id, read);
            read.State!.Seq.ShouldBe(results.Sum());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Subscription_storage_writes_after_a_clear(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await using var silo = await TestSilo.StartAsync(database, place);
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Subscriptions);
        var id = GrainId.Create("pubsubrendezvous", "live/circle/1");
        var state = new GrainState<List<string>> { State = ["one"] };

        await storage.WriteStateAsync("state", id, state);
        await storage.ClearStateAsync("state", id, state);
        (await CountAsync(database, place)).ShouldBe(0, "what was cleared leaves no row");
        state.State = ["two"];
        await storage.WriteStateAsync("state", id, state);

        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("state", id, read);
        (read.State!.Single(), read.ETag).ShouldBe(("two", state.ETag));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Clear_with_an_outdated_version_is_rejected(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await using var silo = await TestSilo.StartAsync(database, place);
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Subscriptions);
        var id = GrainId.Create("pubsubrendezvous", "live/circle/1");
        var state = new GrainState<List<string>> { State = ["one"] };
        await storage.WriteStateAsync("state", id, state);
        var outdated = new GrainState<List<string>> { State = ["one"], ETag = state.ETag, RecordExists = true };
        state.State = ["two"];
        await storage.WriteStateAsync("state", id, state);

        await Should.ThrowAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", id, outdated));
        (await CountAsync(database, place)).ShouldBe(1);
        await storage.ClearStateAsync("state", id, state);
        await Should.ThrowAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", id, outdated));
        (await CountAsync(database, place)).ShouldBe(0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Streams_with_rows_are_listed_in_order(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await Databases.ApplySchemaAsync(database, place);
        foreach (var (type, key) in ((string, string)[])[
            ("PubSubRendezvousGrain", "live/user/2"), ("PubSubRendezvousGrain", "live/circle/1"), ("snapshot", "live/circle/0"),
            ("PubSubRendezvousGrain", "live/user/1")])
            await ExecuteAsync(
                database, place,
                $"INSERT INTO OrleansStorage VALUES ('xelaconnect', '{type}', 0, 0, '{key}', 1, "
                + $"{(database == Database.Sqlite ? "0" : "now()")}, NULL)");
        var rows = new SubscriptionRows(() => database == Database.Sqlite
            ? new SqliteConnection(new SqliteFiles(place).OrleansConnectionString)
            : new NpgsqlConnection(place));

        (await rows.AfterAsync("", 2)).ShouldBe(["live/circle/1", "live/user/1"]);
        (await rows.AfterAsync("live/user/1", 2)).ShouldBe(["live/user/2"]);
        (await rows.AfterAsync("live/user/2", 2)).ShouldBeEmpty();
    }

    private static Task<long> CountAsync(Database database, string place) =>
        ExecuteAsync(database, place, "SELECT count(*) FROM OrleansStorage");

    private static async Task<long> ExecuteAsync(Database database, string place, string sql)
    {
        await using DbConnection connection = database == Database.Sqlite
            ? new SqliteConnection($"Data Source={new SqliteFiles(place).Orleans};Pooling=False")
            : new NpgsqlConnection(place + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Snapshot Of(long seq) => new(seq, Encoding.UTF8.GetBytes($$"""{"seq":"not this","state":[{{seq}}]}"""));
}

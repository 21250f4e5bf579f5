using System.Diagnostics.Metrics;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage.Sqlite;

namespace XelaConnect.Storage.Tests;

/// <summary>The kernel on the real stores: rows that a snapshot covers are dropped, and the state stays.</summary>
[Collection(SharedDatabases.Name)]
public sealed class CoveredRowsTests(Databases databases)
{
    private const string Stream = "tests.read-model/all";
    private const int Operations = 12;
    private const int EventsOfOne = 100;

    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    [Theory, OnSqlite, OnPostgres]
    public async Task Read_model_opens_without_the_rows_that_a_snapshot_covers(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        ReadModel state;
        await using (var silo = await TestSilo.StartAsync(database, place))
        {
            var (store, snapshots) =
                (silo.Services.GetRequiredService<IJournalStore>(), silo.Services.GetRequiredService<ISnapshotStore>());
            await store.StoreAsync(Sample.Row("tests.read-model/all2", 1), Sample.Row("tests.read-model/all2", 2));
            var journal = await OpenAsync(store, snapshots);
            await PutUntilDroppedAsync(journal, store);
            state = journal.Committed;

            (await store.SeqsAsync(Stream))[^1].ShouldBe(state.Count);
            (await OpenAsync(store, snapshots)).Committed.ShouldBe(state);
            (await store.SeqsAsync("tests.read-model/all2")).ShouldBe([1, 2]);
            await silo.StopAsync();
        }

        await using var again = await TestSilo.StartAsync(database, place);
        var reopened = await OpenAsync(
            again.Services.GetRequiredService<IJournalStore>(), again.Services.GetRequiredService<ISnapshotStore>());
        reopened.Committed.ShouldBe(state);
        await PutAsync(reopened, 1_000);
        reopened.Committed.Count.ShouldBe(state.Count + EventsOfOne);
    }

    [Theory, OnSqlite]
    public async Task Backup_of_the_journal_file_alone_is_complete(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        var restored = await databases.NewPlaceAsync(database);
        ReadModel state;
        await using (var silo = await TestSilo.StartAsync(database, place))
        {
            var store = silo.Services.GetRequiredService<IJournalStore>();
            var journal = await OpenAsync(store, silo.Services.GetRequiredService<ISnapshotStore>());
            await PutUntilDroppedAsync(journal, store);
            state = journal.Committed;
            await using var source = new SqliteConnection($"Data Source={new SqliteFiles(place).Journal};Pooling=False");
            await using var backup = new SqliteConnection($"Data Source={new SqliteFiles(restored).Journal};Pooling=False");
            await source.OpenAsync();
            await backup.OpenAsync();
            source.BackupDatabase(backup);
        }

        await using var again = await TestSilo.StartAsync(database, restored);
        var reopened = await OpenAsync(
            again.Services.GetRequiredService<IJournalStore>(), again.Services.GetRequiredService<ISnapshotStore>());
        reopened.Committed.ShouldBe(state);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Covered_rows_are_dropped_in_portions(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.StoreAsync([.. Enumerable.Range(1, 25).Select(seq => Sample.Row("s", seq))]);
        await store.Journal.StoreAsync(Sample.Row("other", 1));
        var cover = new Snapshot(22, "[]"u8.ToArray());

        (await store.Journal.DropCoveredAsync("s", cover, 20, 8)).ShouldBe(8);
        (await store.Journal.SeqsAsync("s"))[0].ShouldBe(9);
        (await store.Journal.DropCoveredAsync("s", cover, 20, 8)).ShouldBe(8);
        (await store.Journal.DropCoveredAsync("s", cover, 20, 8)).ShouldBe(4);
        (await store.Journal.DropCoveredAsync("s", cover, 20, 8)).ShouldBe(0);

        (await store.Journal.SeqsAsync("s")).ShouldBe([21, 22, 23, 24, 25]);
        (await store.Journal.SeqsAsync("other")).ShouldBe([1]);
        (await store.Journal.ReadCoverAsync("other")).ShouldBeNull();
        if (database == Database.Sqlite)
        {
            (await store.Journal.DropCoveredAsync("s", new Snapshot(3, "{}"u8.ToArray()), 2, 8)).ShouldBe(0);
            var kept = await store.Journal.ReadCoverAsync("s");
            (kept!.Seq, kept.State.Text()).ShouldBe((22, "[]"), "an older one does not replace it");
        }
    }

    private static async Task<Journal<ReadModel, ReadModelEvent>> OpenAsync(IJournalStore store, ISnapshotStore snapshots)
    {
        var journal = new Journal<ReadModel, ReadModelEvent>(
            new JournalDefinition<ReadModel, ReadModelEvent>
            {
                Name = "tests.read-model",
                Empty = static _ => new ReadModel(0, 0),
                Apply = static (model, e) => new ReadModel(model.Count + 1, model.Sum + ((ValuePut)e.Event).Value),
                Events = new EventCodec<ReadModelEvent>(ReadModelJson.Default),
                Snapshot = ReadModelJson.Default.ReadModel,
                CoveredRowsKept = 0,
            },
            store, snapshots, new OutboxMessageTypes([]), null!, TimeProvider.System, Metrics,
            NullLogger<Journal<ReadModel, ReadModelEvent>>.Instance);
        await journal.OpenAsync("all", "read-model/all");
        return journal;
    }

    /// <summary>Snapshots are written beside the commits, so that none may be under way at the last of them.</summary>
    private static async Task PutUntilDroppedAsync(Journal<ReadModel, ReadModelEvent> journal, IJournalStore store)
    {
        var op = 0;
        await Until.TrueAsync(async () =>
        {
            await PutAsync(journal, op++);
            return op > Operations && (await store.SeqsAsync(Stream)).Length <= 3 * EventsOfOne;
        });
    }

    private static async Task PutAsync(Journal<ReadModel, ReadModelEvent> journal, int op)
    {
        ReadModelEvent[] events = [.. Enumerable.Range(0, EventsOfOne).Select(i => new ValuePut(op * EventsOfOne + i))];
        await journal.HandleAsync($"op{op}", (_, _) => Decision<ReadModelEvent>.Record(events), static (model, _) => model);
    }
}

internal sealed record ReadModel(int Count, long Sum);

[JsonDerivedType(typeof(ValuePut), "tests.value-put.v1")]
internal abstract record ReadModelEvent;

internal sealed record ValuePut(int Value) : ReadModelEvent;

[JsonSerializable(typeof(ReadModelEvent))]
[JsonSerializable(typeof(ReadModel))]
internal sealed partial class ReadModelJson : JsonSerializerContext;
